//! The order of a column: a menu that shows each order as it is gone over, and the other way round.

use super::action::Action;
use super::board::Pane;
use super::effect::Effect;
use super::list::List;
use super::mode::Mode;
use super::model::{Model, ToastKind};
use crate::filter::{Sort, SortKey, Sorts};

/// The menu of orders.
#[derive(Clone, Debug)]
pub struct SortMenu {
    /// The column.
    pub pane: Pane,
    /// The keys, and the one that is on.
    pub list: List,
    before: Sorts,
}

impl Pane {
    /// What its rows can be ordered by.
    #[must_use]
    pub const fn sort_keys(self) -> &'static [SortKey] {
        match self {
            Self::Ministries => &SortKey::MINISTRIES,
            Self::Platforms => &SortKey::PLATFORMS,
            Self::Milestones => &SortKey::MILESTONES,
        }
    }

    /// Its order.
    #[must_use]
    pub const fn sort(self, sorts: &Sorts) -> Sort {
        match self {
            Self::Ministries => sorts.ministries,
            Self::Platforms => sorts.platforms,
            Self::Milestones => sorts.milestones,
        }
    }

    /// The same orders with another one for this column.
    #[must_use]
    pub const fn sorted(self, mut sorts: Sorts, sort: Sort) -> Sorts {
        match self {
            Self::Ministries => sorts.ministries = sort,
            Self::Platforms => sorts.platforms = sort,
            Self::Milestones => sorts.milestones = sort,
        }
        sorts
    }
}

/// Opens the menu of the focused column.
pub(super) fn open(model: &mut Model) {
    let pane = model.board.focus;
    let now = pane.sort(&model.showing.sorts).key;
    let keys = pane.sort_keys();
    let mut list = List::new(keys.len());
    list.select(keys.iter().position(|key| *key == now).unwrap_or(0));
    model.mode = Mode::Sort(SortMenu {
        pane,
        list,
        before: model.showing.sorts,
    });
}

/// Runs an action in the menu.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Sort(menu) = &mut model.mode else {
        return Vec::new();
    };
    let (pane, before) = (menu.pane, menu.before);
    menu.list.go(action);
    match action {
        Action::Accept => {
            model.mode = Mode::Board;
            return keep(model, pane);
        }
        Action::Back => {
            model.mode = Mode::Board;
            model.sort(before);
        }
        Action::Reverse => turn(model, pane),
        _ => {}
    }
    Vec::new()
}

/// The rows follow the cursor of the menu, whatever moved it.
pub(super) fn follow(model: &mut Model) {
    let Mode::Sort(menu) = &model.mode else {
        return;
    };
    let (pane, sorts) = (menu.pane, model.showing.sorts);
    let key = pane.sort_keys().get(menu.list.cursor());
    if let Some(key) = key.filter(|key| **key != pane.sort(&sorts).key) {
        model.sort(pane.sorted(sorts, Sort::by(*key)));
    }
}

/// The focused column the other way round.
pub(super) fn reverse(model: &mut Model) -> Vec<Effect> {
    let pane = model.board.focus;
    turn(model, pane);
    keep(model, pane)
}

fn turn(model: &mut Model, pane: Pane) {
    let reversed = pane.sort(&model.showing.sorts).reversed();
    model.sort(pane.sorted(model.showing.sorts, reversed));
}

/// The order stays, also after this run.
fn keep(model: &mut Model, pane: Pane) -> Vec<Effect> {
    let sort = pane.sort(&model.showing.sorts);
    if let Some((own, _)) = &mut model.showing.own {
        *own = pane.sorted(*own, sort);
    }
    let lang = model.lang;
    let name = lang.pane(pane as usize);
    model.say(ToastKind::Info, lang.sorted_by(name, &lang.order(sort)));
    vec![Effect::Remember(model.memory())]
}
