//! What is wrong with the arguments, in the user's language.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::exit::{Failure, Kind};
use crate::domain::{Lang, clean};

/// The failure for what clap says; the help of `command` explains more.
pub(super) fn failure(error: &Error, lang: Lang, command: &str) -> Failure {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        return Failure::answer(error.render().to_string());
    }
    let mut text = problem(error, lang);
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg]
        .into_iter()
        .find_map(|kind| context(error, kind));
    if let Some(suggested) = suggested {
        text = format!("{text} {}", lang.did_you_mean(&suggested));
    }
    Failure::new(Kind::Usage, format!("{text} {}", lang.see_help(command)))
}

fn problem(error: &Error, lang: Lang) -> String {
    let arg = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with('-') => lang.error_unknown_argument(&arg),
        ErrorKind::UnknownArgument => lang.error_too_many(&arg),
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            lang.error_unknown_command(&name)
        }
        ErrorKind::MissingRequiredArgument => lang.error_missing(&arg),
        ErrorKind::ArgumentConflict => lang.error_conflict(&arg),
        ErrorKind::InvalidUtf8 => lang.error_encoding().to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => lang.error_no_value(&arg),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => lang.error_value(&value, &arg),
        ErrorKind::TooManyValues => lang.error_takes_no_value(&arg),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => lang.error_no_value(&arg),
        _ => lang.error_other(&arg),
    }
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    let text = match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        _ => return None,
    };
    Some(clean(&text).into_owned())
}
