//! The palette: every action of the keymap, every ministry, platform, view and setting, by name. A new action or setting is in it by
//! being in its table.

use std::sync::Arc;

use tui_input::Input;

use super::action::Action;
use super::bindings::Keymap;
use super::board::Pane;
use super::effect::{Effect, ViewsRequest};
use super::find::{Find, Source, Target, Thing};
use super::keymap::{Context, KEYMAP, Row, shown};
use super::mode::Mode;
use super::model::Model;
use crate::domain::Lang;
use crate::search::{Index, Text, TextKind};
use crate::settings::SETTINGS;
use crate::views::BUILT_IN;

/// How many of those used last are offered first.
const RECENT: usize = 6;

/// Opens the palette.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    show(model, Input::default());
    // The views of the user are in it once their file was read.
    vec![Effect::Views(ViewsRequest::Read, model.lang)]
}

/// The views of the user were read: they are in the palette that is open, whatever is typed already.
pub(super) fn renew(model: &mut Model) {
    if let Mode::Find(find) = &model.mode
        && find.target == Target::Anything
    {
        let input = find.input.clone();
        show(model, input);
    }
}

fn show(model: &mut Model, input: Input) {
    let sources = vec![
        actions(model),
        Source::ministries(&model.programme, model.lang),
        Source::platforms(model.index(), &model.programme),
        views(model),
        settings(model.lang),
    ];
    let mut find = Find::anything(sources, &model.recent);
    find.input = input;
    find.search();
    model.mode = Mode::Find(Box::new(find));
}

/// Keeps what was chosen among those used last.
pub(super) fn remember(model: &mut Model, thing: &Thing) {
    model.recent.retain(|other| other != thing);
    model.recent.insert(0, thing.clone());
    model.recent.truncate(RECENT);
}

/// What can be done by name: each action once, those that are hinted at first, then mere movement, then what is not
/// possible where the cursor is.
fn actions(model: &Model) -> Source {
    let mut rows: Vec<&Row> = Vec::new();
    let of = |context| {
        KEYMAP
            .iter()
            .filter(move |row: &&Row| row.context == context)
    };
    let menus = of(Context::Arrange).chain(of(Context::Go));
    for row in of(Context::Board).chain(menus) {
        let is_new = rows.iter().all(|other| other.action != row.action);
        if is_new && !matches!(row.action, Action::Palette | Action::Interrupt) {
            rows.push(row);
        }
    }
    rows.sort_by_key(|row| {
        let place = match row.hint {
            _ if is_movement(row.action) => (2, 0),
            _ if row.context == Context::Arrange => (1, 0),
            // The hint for help goes last, and so does its row.
            Some((rank @ 1.., _)) => (0, rank),
            Some((0, _)) => (0, u8::MAX),
            None => (1, 0),
        };
        (!is_possible(model, row.action), place)
    });
    let texts = |row: &&Row| texts(model.lang, row.label, row.action.code());
    let index = Index::build(rows.iter().map(texts));
    let things = rows
        .iter()
        .map(|row| Thing::Action(row.context, row.action));
    Source::new(Arc::new(index), things.collect())
}

/// The views: those of the user, and those that come with the program.
fn views(model: &Model) -> Source {
    let lang = model.lang;
    let own = model.views.own.iter();
    let own = own.map(|view| (view.name.clone(), texts(lang, [&view.name; 3], "")));
    let known = BUILT_IN.iter().map(|view| {
        let name = lang.pick(view.name).to_owned();
        (name, texts(lang, view.name, view.code))
    });
    let (names, texts): (Vec<String>, Vec<_>) = own.chain(known).unzip();
    let things = names.into_iter().map(Thing::View).collect();
    Source::new(Arc::new(Index::build(texts)), things)
}

/// The settings.
fn settings(lang: Lang) -> Source {
    let texts = SETTINGS
        .iter()
        .map(|setting| texts(lang, setting.label, setting.key));
    let things = SETTINGS.iter().map(|setting| Thing::Setting(setting.key));
    Source::new(Arc::new(Index::build(texts)), things.collect())
}

/// What something is found by: its label, that of the chosen language first, and its code.
fn texts(lang: Lang, label: [&str; 3], code: &str) -> Vec<Text> {
    let own_first = [lang, lang.next(), lang.next().next()];
    let labels = (0..).zip(own_first.map(|lang| lang.pick(label)));
    let labels = labels.map(|(slot, label)| (TextKind::Name(slot), label.to_owned()));
    let code = (TextKind::Id, code.replace('_', " "));
    let texts = labels.chain([code]).filter(|(_, text)| !text.is_empty());
    texts.map(|(kind, text)| Text { kind, text }).collect()
}

const fn is_movement(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::Up
            | A::Down
            | A::Left
            | A::Right
            | A::Open
            | A::NextPane
            | A::PreviousPane
            | A::First
            | A::Last
            | A::PageUp
            | A::PageDown
            | A::Go
            | A::Arrange
            | A::Back
    )
}

/// Whether an action can do something where the cursor is; the others say why not.
#[must_use]
pub fn is_possible(model: &Model, action: Action) -> bool {
    let (board, programme) = (&model.board, &model.programme);
    let has_milestones = if board.selection.is_empty() {
        board.focus == Pane::Milestones
    } else {
        !board.selection.milestones().is_empty()
    };
    let has_subject = match board.focus {
        _ if !board.selection.is_empty() => true,
        Pane::Ministries => board.ministry(programme).is_some(),
        Pane::Platforms => board.platform(programme).is_some(),
        Pane::Milestones => true,
    };
    match action {
        Action::Toggle | Action::Dates | Action::Evidence => has_milestones,
        Action::Note
        | Action::Hold
        | Action::People
        | Action::Edit
        | Action::Archive
        | Action::PlaceUp
        | Action::PlaceDown => has_subject,
        Action::Archived => !programme.archived().is_empty(),
        Action::More | Action::Fewer | Action::SetCount => {
            let milestone = board.milestone(programme);
            has_milestones && milestone.is_some_and(|(_, milestone)| milestone.target.is_some())
        }
        Action::Repeat => model.last_change.is_some(),
        Action::ClearFilter => model.showing.is_filtered(),
        Action::NextHit | Action::PreviousHit => !model.found.0.is_empty(),
        _ => true,
    }
}

/// The key of an action as it is pressed from the board; empty when it has none.
#[must_use]
pub fn key(keys: &Keymap, context: Context, action: Action) -> String {
    let key = shown(keys.key_of(context, action));
    let menu = match context {
        Context::Arrange => Action::Arrange,
        _ => Action::Go,
    };
    let opens = keys.key_of(Context::Board, menu);
    match context {
        Context::Go | Context::Arrange if key.is_empty() || opens.is_empty() => String::new(),
        Context::Go | Context::Arrange => format!("{opens} {key}"),
        _ => key.to_owned(),
    }
}
