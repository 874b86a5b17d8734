//! The command line: the same words, the same rules and the same store as the board, safe beside a running one.

mod adopt;
mod archived;
mod args;
mod arrange;
mod catalogue;
mod change;
mod config;
mod conflicts;
mod doctor;
mod document;
mod exit;
mod filter;
mod generate;
mod keys;
mod list;
mod log;
mod merge;
mod output;
mod resolve;
mod search;
mod show;
mod start;
mod status;
mod usage;
mod verify;
mod views;

use std::ffi::OsString;
use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use clap::ArgMatches;

pub use exit::Failure;

use crate::domain::{Lang, clean};
use crate::replica::Replica;
use crate::replica::health::Fault;
use crate::setup::Setup;
use exit::Kind;
use output::Output;

/// What the arguments ask for.
#[derive(Debug)]
pub enum Invocation {
    /// The board.
    Board(Box<Setup>),
    /// A command with its arguments.
    Command(Box<Setup>, String, ArgMatches),
}

/// Reads the arguments and the surroundings. Warnings on the settings go to standard error.
///
/// # Errors
/// When the arguments cannot be used, or ask for help only.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Invocation, Failure> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut start = start::Surroundings::read(&arguments);
    let lang = start.lang()?;
    let mut tree = args::command(lang);
    let arguments = with_option_of_help(&tree, arguments);
    let matches = tree
        .try_get_matches_from_mut(&arguments)
        .map_err(|error| usage::failure(&error, lang, &command_of(&tree, &arguments)))?;
    let setup = Box::new(start.setup(lang, &matches)?);
    Ok(match matches.subcommand() {
        Some((name, matches)) => Invocation::Command(setup, name.to_owned(), matches.clone()),
        None if is_interactive() => Invocation::Board(setup),
        None => Invocation::Command(setup, "status".to_owned(), matches),
    })
}

/// `help` and `help COMMAND`, which many people try first, as the option that they stand for.
fn with_option_of_help(tree: &clap::Command, mut arguments: Vec<OsString>) -> Vec<OsString> {
    let place = place_of_command(tree, &arguments);
    if arguments.get(place).is_some_and(|name| name == "help") {
        arguments.remove(place);
        arguments.push("--help".into());
    }
    arguments
}

/// Where the command stands: after the options of every command, with their values.
fn place_of_command(tree: &clap::Command, arguments: &[OsString]) -> usize {
    let takes_value = |option: &str| {
        let mut known = tree.get_arguments();
        let known = known.find(|known| known.get_long() == option.strip_prefix("--"));
        known.is_some_and(|known| known.get_action().takes_values())
    };
    let mut place = 1;
    while let Some(option) = arguments.get(place).and_then(|argument| argument.to_str())
        && option.starts_with('-')
    {
        place += 1 + usize::from(takes_value(option));
    }
    place
}

/// The command whose help explains what went wrong: the first argument that names one.
fn command_of(tree: &clap::Command, arguments: &[OsString]) -> String {
    let name = arguments
        .iter()
        .skip(1)
        .filter_map(|argument| tree.find_subcommand(argument))
        .map(clap::Command::get_name)
        .next();
    name.map_or_else(|| "tiendo".to_owned(), |name| format!("tiendo {name}"))
}

fn is_interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Most faults that are named one by one.
const NAMED_FAULTS: usize = 5;

/// Opens the store, and warns of what in it could not be used, and of what nobody has adopted.
fn start_reading(setup: &Setup, matches: &ArgMatches) -> Result<Replica, Failure> {
    let is_told = |fault: &Fault| fault.is_damage() || *fault == Fault::ViewEdited;
    open_telling(setup, matches, is_told, Some(Lang::store_not_there))
}

/// The same for a command that writes: it says itself what it cannot write over, and only at its end is it known whether a
/// store has begun.
fn start_writing(
    setup: &Setup,
    matches: &ArgMatches,
    out: &mut Output,
) -> Result<Replica, Failure> {
    let only_looks = arrange::has_flag(matches, "dry-run");
    let would_begin = only_looks.then_some(Lang::store_would_be_new as Told);
    let replica = open_telling(setup, matches, Fault::is_damage, would_begin)?;
    let nowhere = nowhere(&replica, matches).filter(|_| !only_looks);
    out.nowhere = nowhere.cloned();
    Ok(replica)
}

/// What is said of a folder.
type Told = fn(Lang, &str) -> String;

/// Opens the store, says what is wrong that `is_told`, and `of_nowhere` about a folder that is not there.
fn open_telling(
    setup: &Setup,
    matches: &ArgMatches,
    is_told: impl FnMut(&Fault) -> bool,
    of_nowhere: Option<Told>,
) -> Result<Replica, Failure> {
    let lang = setup.lang;
    let mut replica = setup.open().map_err(|error| Failure::store(&error, lang))?;
    let nowhere = nowhere(&replica, matches).zip(of_nowhere);
    let nowhere = nowhere.map(|(store, of)| of(lang, &clean(&store.to_string_lossy())));
    // A list that is asked for and not used must not pass for the one that is shown.
    let given = matches.get_one::<PathBuf>("catalogue");
    let unused = given
        .filter(|_| !replica.begins_from_given())
        .map(|path| lang.catalogue_unused(&clean(&path.to_string_lossy())));
    for warning in faults(lang, &mut replica, is_told)
        .into_iter()
        .chain(nowhere)
        .chain(unused)
    {
        let _ = writeln!(std::io::stderr(), "tiendo: {warning}");
    }
    Ok(replica)
}

/// The folder that was named for a store that never was there: one whose name was mistyped must not pass for an empty
/// programme.
fn nowhere<'a>(replica: &Replica, matches: &'a ArgMatches) -> Option<&'a PathBuf> {
    not_there(matches).filter(|_| !replica.store().has_noted())
}

/// Says whether a store has begun in the folder where there was none.
fn tell_of_beginning(lang: Lang, store: &Path) {
    let has_begun = store.join("journal").exists();
    let of: Told = if has_begun {
        Lang::store_is_new
    } else {
        Lang::store_not_there
    };
    let text = of(lang, &clean(&store.to_string_lossy()));
    let _ = writeln!(std::io::stderr(), "tiendo: {text}");
}

/// The folder that was named for the store, where there is none of that name.
fn not_there(matches: &ArgMatches) -> Option<&PathBuf> {
    let named = matches.get_one::<PathBuf>("store");
    named.filter(|store| !store.exists())
}

/// Says that there is no store where one is looked for that was not named, or in an empty folder: that all is well in it
/// must not be taken for an answer.
fn tell_of_nothing(setup: &Setup, replica: &Replica, matches: &ArgMatches) {
    let store = &setup.places.store;
    let is_there = ["journal", "store.json"].map(|name| store.join(name).exists());
    let was_there = is_there.contains(&true) || replica.store().has_noted();
    if !was_there && nowhere(replica, matches).is_none() {
        let text = setup.lang.store_not_there(&clean(&store.to_string_lossy()));
        let _ = writeln!(std::io::stderr(), "tiendo: {text}");
    }
}

/// How long a line may take that somebody is writing, on a slow network drive.
const PATIENCE: Duration = Duration::from_millis(300);

/// The store that is to be checked. One that was never there is not sound.
fn start_checking(setup: &Setup, matches: &ArgMatches) -> Result<Replica, Failure> {
    let lang = setup.lang;
    let mut replica = setup.open().map_err(|error| Failure::store(&error, lang))?;
    if let Some(store) = nowhere(&replica, matches) {
        let text = lang.store_not_there(&clean(&store.to_string_lossy()));
        return Err(Failure::new(Kind::Files, text));
    }
    tell_of_nothing(setup, &replica, matches);
    if replica.store().has_unfinished() {
        thread::sleep(PATIENCE);
    }
    replica.catch_up();
    Ok(replica)
}

/// What is wrong with the store and not settled, and where to read more. Where nothing is, only that: nothing else is used.
fn faults(lang: Lang, replica: &mut Replica, is_told: impl FnMut(&Fault) -> bool) -> Vec<String> {
    if let Some(error) = replica.store().emptied() {
        return vec![lang.store_error(&error)];
    }
    let mut faults = replica.health().faults;
    faults.retain(is_told);
    let named = faults.iter().take(NAMED_FAULTS);
    let more = faults.len().saturating_sub(NAMED_FAULTS);
    let more = (more > 0).then(|| lang.more_like_this(more));
    let damaged = faults.iter().filter(|fault| fault.is_damage()).count();
    let help = (damaged > 0).then(|| lang.faults_found(damaged));
    let named = named.map(|fault| lang.fault(fault));
    named.chain(more).chain(help).collect()
}

/// Runs a command.
///
/// # Errors
/// When it was refused or failed; the failure knows its exit code.
pub fn run(setup: &Setup, name: &str, matches: &ArgMatches) -> Result<(), Failure> {
    let mut out = Output::new(setup.lang);
    let done = carry_out(setup, name, matches, &mut out);
    if let Some(store) = &out.nowhere {
        tell_of_beginning(setup.lang, store);
    }
    done?;
    out.finish()
}

fn carry_out(
    setup: &Setup,
    name: &str,
    matches: &ArgMatches,
    out: &mut Output,
) -> Result<(), Failure> {
    match name {
        "status" => status::run(setup, matches, out),
        "list" if matches.get_flag("archived") => archived::run(setup, matches, out),
        "list" => list::run(setup, matches, out),
        "config" => config::run(setup, matches, out),
        "views" => views::list(setup, matches, out),
        "view" => views::change(setup, matches, out),
        "show" => show::run(setup, matches, out),
        "search" => search::run(setup, matches, out),
        "log" => log::run(setup, matches, out),
        "conflicts" => conflicts::run(setup, matches, out),
        "catalogue" => catalogue::run(setup, matches, out),
        "adopt" => adopt::run(setup, matches, out),
        "merge" => merge::run(setup, matches, out),
        "doctor" => doctor::run(setup, matches, out),
        "verify" => verify::run(setup, matches, out),
        "keys" => keys::run(setup, matches, out),
        "completions" => generate::completions(setup.lang, matches, out),
        "man" => generate::man(setup, out),
        "schema" => generate::schema(setup.lang, out),
        _ => change::run(setup, name, matches, out),
    }
}
