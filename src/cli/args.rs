//! The tree of commands, with its help in the user's language.

mod arranging;

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, Command, value_parser};

use crate::app::text::wrap;
use crate::domain::Lang;
use crate::domain::field::{Field, Owner};

/// The whole command line.
pub(super) fn command(lang: Lang) -> Command {
    let commands = [
        asking(lang),
        recording(lang),
        arranging::commands(lang),
        keeping(lang),
    ]
    .concat();
    with_help(lang, Command::new("tiendo"))
        .about(lang.about())
        .after_help(format!(
            "{}\n\n{}",
            lang.about_more(),
            exits(lang, &lang.exits())
        ))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .override_usage(format!("tiendo {}", lang.usage_command()))
        .subcommand_help_heading(lang.commands_heading())
        .args(global(lang))
        .arg(
            flag(lang, "version", lang.opt_version())
                .short('V')
                .action(ArgAction::Version),
        )
        .subcommands(
            commands
                .into_iter()
                .map(|command| with_exits(lang, with_usage(lang, command))),
        )
}

/// The commands that ask.
fn asking(lang: Lang) -> Vec<Command> {
    vec![
        query(lang, "status", lang.cmd_status())
            .args(filters(lang))
            .arg(json(lang)),
        list(lang),
        query(lang, "views", lang.cmd_views()).arg(json(lang)),
        query(lang, "show", lang.cmd_show())
            .arg(platform(lang))
            .arg(json(lang)),
        query(lang, "search", lang.cmd_search())
            .arg(positional(lang, "words", lang.arg_words(), lang.opt_words()).num_args(1..))
            .arg(option(lang, "limit", lang.arg_number(), lang.opt_limit()))
            .arg(json(lang)),
        query(lang, "log", lang.cmd_log())
            .arg(target(lang).required(false))
            .arg(date(lang, "since", lang.opt_since()))
            .arg(date(lang, "until", lang.opt_until()))
            .arg(option(lang, "by", lang.arg_name(), lang.opt_of_person()))
            .arg(option(lang, "field", lang.arg_field(), lang.opt_of_field()))
            .arg(terms(lang, lang.opt_log_filter()))
            .arg(option(lang, "limit", lang.arg_number(), lang.opt_limit()))
            .arg(json(lang)),
        query(lang, "conflicts", lang.cmd_conflicts()).arg(json(lang)),
        query(lang, "keys", lang.cmd_keys()).arg(json(lang)),
    ]
}

/// The commands that record: what they would do can be seen first, and what was recorded is told to scripts.
fn recording(lang: Lang) -> Vec<Command> {
    let changes = changing(lang).into_iter();
    let changes = changes.map(|command| command.args(looking(lang)));
    let back = [
        query(lang, "undo", lang.cmd_undo()),
        query(lang, "redo", lang.cmd_redo()),
        revert(lang),
        choose(lang),
    ];
    let back = back.into_iter().map(|command| command.arg(json(lang)));
    changes.chain(back).collect()
}

/// Looking first at what a change would record, and telling scripts of it.
fn looking(lang: Lang) -> [Arg; 2] {
    [flag(lang, "dry-run", lang.opt_dry_run()), json(lang)]
}

/// The commands that change something, with their arguments.
fn changing(lang: Lang) -> Vec<Command> {
    vec![
        query(lang, "done", lang.cmd_done())
            .arg(platform(lang))
            .arg(milestone(lang))
            .arg(date(lang, "on", lang.opt_on()))
            .arg(option(
                lang,
                "evidence",
                lang.arg_document(),
                lang.opt_evidence(),
            ))
            .arg(option(lang, "note", lang.arg_text(), lang.opt_note())),
        query(lang, "reopen", lang.cmd_reopen())
            .arg(platform(lang))
            .arg(milestone(lang)),
        query(lang, "set", lang.cmd_set())
            .arg(target(lang))
            .arg(field(lang))
            .arg(
                positional(lang, "value", lang.arg_value(), lang.opt_value())
                    .allow_hyphen_values(true),
            )
            .arg(
                positional(lang, "more", lang.arg_more(), lang.opt_more())
                    .required(false)
                    .num_args(0..)
                    // Options may follow; a value that begins like one stands in the first pair, or after `--`.
                    .allow_negative_numbers(true),
            )
            .arg(date(lang, "on", lang.opt_on_of_count()))
            .after_help(fields_of_set(lang)),
        query(lang, "evidence", lang.cmd_evidence())
            .arg(platform(lang))
            .arg(milestone(lang))
            .arg(positional(
                lang,
                "number",
                lang.arg_document(),
                lang.opt_document(),
            ))
            .arg(date(lang, "date", lang.opt_signed()))
            .arg(option(lang, "title", lang.arg_text(), lang.opt_title()))
            .arg(option(lang, "link", lang.arg_text(), lang.opt_link()))
            .arg(flag(lang, "remove", lang.opt_remove())),
        stop(lang, "hold", lang.cmd_hold()),
        stop(lang, "cancel", lang.cmd_cancel()),
        query(lang, "resume", lang.cmd_resume())
            .arg(platform(lang))
            .arg(milestone(lang)),
        query(lang, "note", lang.cmd_note()).arg(target(lang)).arg(
            positional(lang, "text", lang.arg_text(), lang.opt_text()).allow_hyphen_values(true),
        ),
    ]
}

fn fields_of_set(lang: Lang) -> String {
    let of = |owner| {
        let names: Vec<&str> = Field::of(owner).map(|field| field.name).collect();
        names.join(", ")
    };
    let [ministry, platform, milestone, kind] = [
        Owner::Ministry,
        Owner::Platform,
        Owner::Milestone,
        Owner::Kind,
    ]
    .map(of);
    lang.fields_of_set(&ministry, &platform, &milestone, &kind)
}

/// The commands that look after the store and the program.
fn keeping(lang: Lang) -> Vec<Command> {
    vec![
        view(lang),
        config(lang),
        query(lang, "adopt", lang.cmd_adopt()).args(looking(lang)),
        query(lang, "merge", lang.cmd_merge())
            .arg(
                positional(lang, "folder", lang.arg_store(), lang.opt_merge())
                    .value_parser(value_parser!(PathBuf)),
            )
            .args(looking(lang)),
        query(lang, "verify", lang.cmd_verify()).arg(json(lang)),
        query(lang, "doctor", lang.cmd_doctor())
            .arg(flag(lang, "repair", lang.opt_repair()))
            .arg(json(lang)),
        query(lang, "completions", lang.cmd_completions()).arg(positional(
            lang,
            "shell",
            "SHELL",
            lang.opt_shell(),
        )),
        query(lang, "man", lang.cmd_man()),
        query(lang, "schema", lang.cmd_schema()),
    ]
}

/// The options that every command takes.
fn global(lang: Lang) -> [Arg; 8] {
    [
        option(lang, "store", lang.arg_store(), lang.opt_store())
            .value_parser(value_parser!(PathBuf)),
        option(lang, "lang", lang.arg_code(), lang.opt_lang()),
        date(lang, "as-of", lang.opt_as_of()),
        option(lang, "catalogue", lang.arg_file(), lang.opt_catalogue())
            .value_parser(value_parser!(PathBuf)),
        option(lang, "theme", lang.arg_name(), lang.opt_theme()),
        option(lang, "by", lang.arg_name(), lang.opt_by())
            .value_parser(NonEmptyStringValueParser::new()),
        flag(lang, "ascii", lang.opt_ascii()),
        flag(lang, "help", lang.opt_help())
            .short('h')
            .action(ArgAction::Help),
    ]
    .map(|arg| arg.global(true).display_order(GLOBAL_ORDER))
}

/// How wide a paragraph of the help is.
const HELP_COLUMNS: usize = 80;

/// The options that every command takes stand after its own.
const GLOBAL_ORDER: usize = 100;

fn list(lang: Lang) -> Command {
    query(lang, "list", lang.cmd_list())
        .arg(flag(lang, "milestones", lang.opt_milestones()))
        .arg(option(
            lang,
            "ministry",
            lang.arg_ministry(),
            lang.opt_ministry(),
        ))
        .arg(option(lang, "status", lang.arg_code(), lang.opt_status()))
        .arg(option(lang, "rag", lang.arg_code(), lang.opt_rag()))
        .arg(flag(lang, "archived", lang.opt_archived()))
        .args(filters(lang))
        .arg(sort(lang))
        .arg(columns(lang))
        .arg(json(lang))
}

/// What is shown.
fn filters(lang: Lang) -> [Arg; 2] {
    [
        terms(lang, lang.opt_filter()),
        option(lang, "view", lang.arg_name(), lang.opt_view()),
    ]
}

fn sort(lang: Lang) -> Arg {
    option(lang, "sort", lang.arg_key(), lang.opt_sort())
}

fn columns(lang: Lang) -> Arg {
    option(lang, "columns", lang.arg_columns(), lang.opt_columns())
}

/// Keeping a filter, an order and columns under a name.
fn view(lang: Lang) -> Command {
    query(lang, "view", lang.cmd_view())
        .arg(positional(
            lang,
            "action",
            lang.arg_action(),
            lang.opt_view_action(),
        ))
        .arg(positional(
            lang,
            "name",
            lang.arg_name(),
            lang.opt_view_name(),
        ))
        .arg(positional(lang, "to", lang.arg_new_name(), lang.opt_view_to()).required(false))
        .arg(terms(lang, lang.opt_filter()))
        .arg(sort(lang))
        .arg(columns(lang))
}

/// The settings.
fn config(lang: Lang) -> Command {
    let optional = |name, value, help| positional(lang, name, value, help).required(false);
    query(lang, "config", lang.cmd_config())
        .arg(optional("key", lang.arg_setting(), lang.opt_setting()))
        .arg(
            optional("value", lang.arg_value(), lang.opt_setting_value()).allow_hyphen_values(true),
        )
        .arg(
            flag(lang, "unset", lang.opt_unset())
                .requires("key")
                .conflicts_with("value"),
        )
        .arg(flag(lang, "path", lang.opt_path()).conflicts_with("key"))
        .arg(flag(lang, "check", lang.opt_check()).conflicts_with("key"))
        .arg(json(lang))
}

fn revert(lang: Lang) -> Command {
    let optional = |name, value, help| positional(lang, name, value, help).required(false);
    query(lang, "revert", lang.cmd_revert())
        .arg(positional(lang, "line", lang.arg_code(), lang.opt_line()))
        .arg(optional(
            "target",
            lang.arg_target(),
            lang.opt_target_of_line(),
        ))
        .arg(optional(
            "field",
            lang.arg_field(),
            lang.opt_field_of_line(),
        ))
}

/// One of the values that stand against each other.
fn choose(lang: Lang) -> Command {
    query(lang, "choose", lang.cmd_choose())
        .arg(positional(lang, "line", lang.arg_code(), lang.opt_choice()))
        .arg(target(lang))
        .arg(field(lang))
}

/// Putting a milestone on hold, or giving it up.
fn stop(lang: Lang, name: &'static str, about: &'static str) -> Command {
    query(lang, name, about)
        .arg(platform(lang))
        .arg(milestone(lang))
        .arg(option(lang, "reason", lang.arg_text(), lang.opt_reason()).required(true))
        .arg(option(
            lang,
            "document",
            lang.arg_document(),
            lang.opt_state_document(),
        ))
}

fn query(lang: Lang, name: &'static str, about: &'static str) -> Command {
    with_help(lang, Command::new(name)).about(about)
}

/// Headings in the user's language; clap's own are English.
fn with_help(lang: Lang, command: Command) -> Command {
    let template = format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}\n",
        lang.usage_heading()
    );
    command.disable_help_flag(true).help_template(template)
}

/// What the exit codes of a command mean, where it says more of them than others do.
fn with_exits(lang: Lang, command: Command) -> Command {
    match lang.own_exits(command.get_name()) {
        own if own.is_empty() => command,
        own => command.after_help(exits(lang, &own)),
    }
}

fn exits(lang: Lang, codes: &[(u8, &str)]) -> String {
    let mut text = format!("{}:", lang.exits_heading());
    for (code, meaning) in codes {
        let lines = wrap(meaning, HELP_COLUMNS - 5);
        let _ = write!(text, "\n  {code}  {}", lines.join("\n     "));
    }
    text
}

fn with_usage(lang: Lang, command: Command) -> Command {
    let positionals = command.get_positionals().map(|arg| {
        let name = arg
            .get_value_names()
            .and_then(|names| names.first())
            .map_or("", |name| name.as_str());
        let many = arg
            .get_num_args()
            .is_some_and(|range| range.max_values() > 1);
        let name = format!("{name}{}", if many { "…" } else { "" });
        if arg.is_required_set() {
            format!(" {name}")
        } else {
            format!(" [{name}]")
        }
    });
    let usage = format!(
        "tiendo {}{} {}",
        command.get_name(),
        positionals.collect::<String>(),
        lang.usage_options()
    );
    let mut order = 0..;
    command
        .override_usage(usage)
        .mut_args(|arg| arg.display_order(order.next().unwrap_or(GLOBAL_ORDER)))
}

fn option(lang: Lang, name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .help(help)
        .help_heading(lang.options_heading())
}

/// An option that takes a date; `-3d` is one.
fn date(lang: Lang, name: &'static str, help: &'static str) -> Arg {
    option(lang, name, lang.arg_date(), help).allow_hyphen_values(true)
}

/// An option that takes the terms of a filter; `-tt:done` is one.
fn terms(lang: Lang, help: &'static str) -> Arg {
    option(lang, "filter", lang.arg_terms(), help).allow_hyphen_values(true)
}

fn flag(lang: Lang, name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
        .help_heading(lang.options_heading())
}

fn positional(lang: Lang, name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .value_name(value)
        .required(true)
        .help(help)
        .help_heading(lang.arguments_heading())
}

fn platform(lang: Lang) -> Arg {
    positional(lang, "platform", lang.arg_platform(), lang.opt_platform())
}

fn milestone(lang: Lang) -> Arg {
    positional(
        lang,
        "milestone",
        lang.arg_milestone(),
        lang.opt_milestone(),
    )
}

fn target(lang: Lang) -> Arg {
    positional(lang, "target", lang.arg_target(), lang.opt_target())
}

fn field(lang: Lang) -> Arg {
    positional(lang, "field", lang.arg_field(), lang.opt_field())
}

fn json(lang: Lang) -> Arg {
    flag(lang, "json", lang.opt_json())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_sound_in_every_language() {
        for lang in Lang::ALL {
            command(lang).debug_assert();
        }
    }
}
