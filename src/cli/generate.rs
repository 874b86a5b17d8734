//! `tiendo completions` and `tiendo man`, from the tree of commands.

use clap::ArgMatches;
use clap_complete::Shell;

use super::args;
use super::exit::{Failure, Kind};
use super::output::Output;
use super::start::bad_choice;
use crate::domain::Lang;

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

pub(super) fn man(lang: Lang, out: &mut Output) -> Result<(), Failure> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(args::command(lang)).render(&mut page);
    rendered
        .map_err(|error| Failure::new(Kind::Refused, lang.output_failed(&error.to_string())))?;
    out.raw(&page)
}
