//! `tiendo completions` and `tiendo man`, from the tree of commands; `tiendo schema`, from the table of fields.

use std::io::{self, Write as _};

use clap::{ArgMatches, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use super::args;
use super::exit::{Failure, Kind};
use super::output::Output;
use super::start::bad_choice;
use crate::app::bindings::Keymap;
use crate::app::keymap::{self, Context};
use crate::domain::Lang;
use crate::setup::Setup;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

pub(super) fn completions(
    lang: Lang,
    matches: &ArgMatches,
    out: &mut Output,
) -> Result<(), Failure> {
    let name = matches
        .get_one::<String>("shell")
        .map_or("", String::as_str);
    let shell: Shell = name
        .parse()
        .map_err(|_| bad_choice(lang, name, lang.opt_shell(), &SHELLS))?;
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(lang), "tiendo", &mut script);
    out.raw(&script)
}

/// The manual page: the program, each command with its own arguments, the keys of the board, the exit codes,
/// the files and the environment.
pub(super) fn man(setup: &Setup, out: &mut Output) -> Result<(), Failure> {
    let lang = setup.lang;
    let keys = Keymap::new(setup.settings.file.keys()).0;
    let mut page = Vec::new();
    render(lang, &keys, &mut page)
        .map_err(|error| Failure::new(Kind::Refused, lang.output_failed(&error.to_string())))?;
    out.raw(&page)
}

/// The JSON Schema of `store.json`.
pub(super) fn schema(lang: Lang, out: &mut Output) -> Result<(), Failure> {
    out.json(&crate::store::schema::schema(lang))
}

fn render(lang: Lang, keys: &Keymap, page: &mut Vec<u8>) -> io::Result<()> {
    let mut tree = args::command(lang);
    tree.build();
    let program = Man::new(tree.clone());
    program.render_title(page)?;
    let about = format!("tiendo \\- {}", roff(lang.about()));
    let usage = tree.clone().render_usage().to_string();
    let usage = usage.split_once(": ").map_or("", |(_, usage)| usage);
    for (heading, text) in [
        (lang.man_name(), about),
        (lang.man_synopsis(), roff(usage)),
        (lang.man_description(), roff(lang.about_more())),
    ] {
        writeln!(page, ".SH {heading}\n{text}")?;
    }
    program.render_options_section(page)?;
    writeln!(page, ".SH {}", lang.man_commands())?;
    for command in tree.get_subcommands() {
        writeln!(page, ".SS {}", roff(command.get_name()))?;
        writeln!(
            page,
            "{}",
            roff(
                &command
                    .get_about()
                    .map(ToString::to_string)
                    .unwrap_or_default()
            )
        )?;
        render_arguments(command, page)?;
    }
    render_keys(lang, keys, page)?;
    render_exit_codes(lang, &tree, page)?;
    render_surroundings(lang, page)
}

/// What a command takes besides the options of every command.
fn render_arguments(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let own = command.get_arguments().filter(|arg| !arg.is_global_set());
    for arg in own {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        render_item(&arg.to_string(), &help, page)?;
    }
    Ok(())
}

fn render_keys(lang: Lang, effective: &Keymap, page: &mut Vec<u8>) -> io::Result<()> {
    writeln!(page, ".SH {}", lang.man_keys())?;
    for context in Context::ALL {
        writeln!(page, ".SS {}", roff(context.title(lang)))?;
        for row in effective.rows(context).filter(|row| !row.keys.is_empty()) {
            let keys: Vec<&str> = row.keys.iter().map(|key| keymap::shown(key)).collect();
            render_item(&keys.join("  "), lang.pick(row.label), page)?;
        }
    }
    Ok(())
}

fn render_exit_codes(lang: Lang, tree: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    writeln!(page, ".SH {}", lang.man_exit())?;
    render_codes(&lang.exits(), page)?;
    for name in tree.get_subcommands().map(Command::get_name) {
        let own = lang.own_exits(name);
        if !own.is_empty() {
            writeln!(page, ".SS tiendo {}", roff(name))?;
            render_codes(&own, page)?;
        }
    }
    Ok(())
}

fn render_codes(codes: &[(u8, &str)], page: &mut Vec<u8>) -> io::Result<()> {
    let mut codes = codes.iter();
    codes.try_for_each(|(code, meaning)| render_item(&code.to_string(), meaning, page))
}

/// Where files are, and what is read of the environment.
fn render_surroundings(lang: Lang, page: &mut Vec<u8>) -> io::Result<()> {
    writeln!(page, ".SH {}", lang.man_files())?;
    for (name, meaning) in lang.files() {
        render_item(name, meaning, page)?;
    }
    writeln!(page, ".PP\n{}", roff(lang.files_elsewhere()))?;
    writeln!(page, ".SH {}", lang.man_environment())?;
    let mut variables = lang.environment().into_iter();
    variables.try_for_each(|(name, meaning)| render_item(name, meaning, page))
}

/// A name and what it means.
fn render_item(name: &str, meaning: &str, page: &mut Vec<u8>) -> io::Result<()> {
    writeln!(page, ".TP\n\\fB{}\\fR\n{}", roff(name), roff(meaning))
}

/// Text that means itself to a roff formatter: no backslash, dash or point at the start of a line is a command.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) {
        format!("\\&{text}")
    } else {
        text
    }
}
