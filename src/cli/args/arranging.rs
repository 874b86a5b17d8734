//! The commands that change the list itself, with their arguments.

use std::path::PathBuf;

use clap::{Command, value_parser};

use super::{date, flag, json, looking, option, positional, query};
use crate::domain::Lang;

/// The commands that change the list itself.
pub(super) fn commands(lang: Lang) -> Vec<Command> {
    let changes = changing(lang).into_iter();
    let changes = changes.map(|command| command.args(looking(lang)));
    changes.chain([catalogue(lang)]).collect()
}

fn changing(lang: Lang) -> Vec<Command> {
    let target = || positional(lang, "target", lang.arg_target(), lang.opt_target());
    let targets =
        || positional(lang, "targets", lang.arg_target(), lang.opt_targets()).num_args(1..);
    let beside = |name, help| option(lang, name, lang.arg_target(), help);
    let document = || option(lang, "document", lang.arg_document(), lang.opt_deciding());
    vec![
        query(lang, "add", lang.cmd_add())
            .arg(positional(lang, "what", lang.arg_what(), lang.opt_what()))
            .arg(positional(
                lang,
                "code",
                lang.arg_code(),
                lang.opt_new_code(),
            ))
            .arg(positional(lang, "name", lang.arg_name(), lang.opt_new_name()).required(false))
            .arg(
                positional(lang, "more", lang.arg_more(), lang.opt_more())
                    .required(false)
                    .num_args(0..)
                    .allow_negative_numbers(true),
            )
            .arg(option(
                lang,
                "ministry",
                lang.arg_ministry(),
                lang.opt_owner(),
            )),
        query(lang, "move", lang.cmd_move())
            .arg(
                positional(
                    lang,
                    "platforms",
                    lang.arg_platforms_ministry(),
                    lang.opt_move(),
                )
                .num_args(1..),
            )
            .arg(date(lang, "on", lang.opt_moved_on()))
            .arg(document()),
        query(lang, "order", lang.cmd_order())
            .arg(target())
            .arg(beside("before", lang.opt_before()))
            .arg(beside("after", lang.opt_after()))
            .arg(flag(lang, "first", lang.opt_first()))
            .arg(flag(lang, "last", lang.opt_last())),
        query(lang, "archive", lang.cmd_archive())
            .arg(targets())
            .arg(option(lang, "reason", lang.arg_text(), lang.opt_reason()))
            .arg(document())
            .arg(date(lang, "on", lang.opt_archived_on())),
        query(lang, "restore", lang.cmd_restore()).arg(targets()),
    ]
}

/// Taking over a new list, or handing on the one that stands.
fn catalogue(lang: Lang) -> Command {
    query(lang, "catalogue", lang.cmd_catalogue())
        .arg(positional(
            lang,
            "action",
            lang.arg_list_action(),
            lang.opt_catalogue_action(),
        ))
        .arg(
            positional(lang, "file", lang.arg_file(), lang.opt_new_list())
                .required(false)
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(flag(lang, "yes", lang.opt_yes()))
        .arg(flag(lang, "dry-run", lang.opt_dry_run()))
        .arg(option(
            lang,
            "document",
            lang.arg_document(),
            lang.opt_deciding(),
        ))
        .arg(json(lang))
}
