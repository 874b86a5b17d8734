//! The menu of columns: what stands beside the names of platforms and milestones, shown as it is chosen.

use super::action::Action;
use super::effect::Effect;
use super::list::List;
use super::mode::Mode;
use super::model::{Model, ToastKind};
use crate::filter::columns::{Column, Columns};

/// The menu.
#[derive(Clone, Debug)]
pub struct ColumnsMenu {
    /// Every column.
    pub list: List,
    before: Columns,
}

/// Opens the menu.
pub(super) fn open(model: &mut Model) {
    model.mode = Mode::Columns(ColumnsMenu {
        list: List::new(Column::all().count()),
        before: model.showing.columns.clone(),
    });
}

/// Runs an action in the menu.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Columns(menu) = &mut model.mode else {
        return Vec::new();
    };
    menu.list.go(action);
    match action {
        Action::Toggle => {
            if let Some(column) = Column::all().nth(menu.list.cursor()) {
                model.showing.columns.toggle(column);
            }
        }
        Action::Reset => model.showing.columns = Columns::default(),
        Action::Accept => {
            model.mode = Mode::Board;
            return keep(model);
        }
        Action::Back => {
            model.showing.columns = menu.before.clone();
            model.mode = Mode::Board;
        }
        _ => {}
    }
    Vec::new()
}

/// The columns stay, also after this run.
fn keep(model: &mut Model) -> Vec<Effect> {
    let columns = model.showing.columns.clone();
    let lang = model.lang;
    let words: Vec<&str> = columns.iter().map(|column| column.word(lang)).collect();
    let said = if words.is_empty() {
        lang.columns_usual().to_owned()
    } else {
        words.join(", ")
    };
    if let Some((_, own)) = &mut model.showing.own {
        *own = columns;
    }
    model.say(ToastKind::Info, lang.columns_chosen(&said));
    vec![Effect::Remember(model.memory())]
}
