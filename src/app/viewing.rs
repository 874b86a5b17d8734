//! The views: named filters and orders, those of the user and those that come with the program. They are recalled, kept under
//! a name, renamed and removed; the file they stand in is not this module's to know.

use tui_input::Input;

use super::action::Action;
use super::effect::{Effect, ViewsRequest};
use super::filtering::leave_sums;
use super::list::List;
use super::message::ViewsAnswer;
use super::mode::{Mode, Question};
use super::model::{Model, ToastKind};
use super::palette;
use crate::domain::Lang;
use crate::filter::{BadTerm, Counts, Filter, count};
use crate::views::{BUILT_IN, View, built_in, same};

/// The menu of views.
#[derive(Debug)]
pub struct ViewMenu {
    /// The views, the user's own first.
    pub rows: Vec<Row>,
    /// The cursor.
    pub list: List,
    /// The name being typed, when there is one.
    pub naming: Option<Naming>,
}

/// A view of the menu.
#[derive(Clone, Debug)]
pub struct Row {
    /// The view.
    pub view: View,
    /// Whether it is one of the user's.
    pub is_own: bool,
    /// Its filter and how much that shows, or what is wrong with it.
    pub shows: Result<(Filter, Counts), BadTerm>,
}

/// A name being typed.
#[derive(Debug)]
pub struct Naming {
    /// What is typed.
    pub input: Input,
    /// The view that gets the name; nothing is what is shown now.
    pub renamed: Option<String>,
    /// What is wrong with it.
    pub problem: Option<NameProblem>,
}

/// What is wrong with a name, or is to be known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// It is no name.
    Bad,
    /// A view of the program has it.
    BuiltIn,
    /// Another view of the user has it.
    Taken,
}

impl ViewMenu {
    /// The view of the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(self.list.cursor())
    }
}

/// Opens the menu; the file is read anew.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let rows = rows(model);
    let now = model.showing.view.as_deref();
    let place = rows
        .iter()
        .position(|row| Some(row.view.name.as_str()) == now);
    let mut list = List::new(rows.len());
    list.select(place.unwrap_or(0));
    model.mode = Mode::Views(Box::new(ViewMenu {
        rows,
        list,
        naming: None,
    }));
    vec![Effect::Views(ViewsRequest::Read, model.lang)]
}

fn rows(model: &mut Model) -> Vec<Row> {
    let own = model.views.own.clone().into_iter().map(|view| (view, true));
    let lang = model.lang;
    let known = BUILT_IN.iter().map(|known| (known.view(lang), false));
    let views: Vec<(View, bool)> = own.chain(known).collect();
    let index = model.index();
    let ground = model.ground(Some(index));
    let row = |(view, is_own): (View, bool)| {
        let filter = Filter::read(&view.filter, ground.programme);
        let shows = filter.map(|filter| {
            let counts = count(&filter, &ground);
            (filter, counts)
        });
        Row {
            view,
            is_own,
            shows,
        }
    };
    views.into_iter().map(row).collect()
}

/// The file was read, or changed; the cursor stays on its view.
pub(super) fn received(model: &mut Model, answer: ViewsAnswer) {
    let is_news = model.views.own != answer.own;
    model.views.own = answer.own;
    model.views.problems = answer.problems;
    if let Some(text) = answer.refused {
        model.say(ToastKind::Refused, text);
    }
    if is_news {
        palette::renew(model);
    }
    if !is_news || !matches!(model.mode, Mode::Views(_)) {
        return;
    }
    let rows = rows(model);
    if let Mode::Views(menu) = &mut model.mode {
        let name = menu.selected().map(|row| row.view.name.clone());
        let wanted = answer.about.or(name);
        let place = rows
            .iter()
            .position(|row| Some(&row.view.name) == wanted.as_ref());
        let place = place.unwrap_or(menu.list.cursor());
        menu.list.renew(rows.len(), place);
        menu.rows = rows;
    }
}

/// Runs an action in the menu.
pub(super) fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    let Mode::Views(menu) = &mut model.mode else {
        return Vec::new();
    };
    if menu.naming.is_some() {
        return run_naming(model, action);
    }
    menu.list.go(action);
    match action {
        Action::Accept => recall(model),
        Action::Back => model.mode = Mode::Board,
        Action::SaveView => name(model, None),
        Action::RenameView => {
            if let Some(own) = own(model) {
                name(model, Some(own));
            }
        }
        Action::RemoveView => {
            if let Some(own) = own(model) {
                super::commands::ask(model, Question::RemoveView(own));
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Recalls the view of a number, counted from 1.
pub(super) fn pick(model: &mut Model, number: usize) {
    let Mode::Views(menu) = &mut model.mode else {
        return;
    };
    if (1..=menu.list.len()).contains(&number) {
        menu.list.select(number - 1);
        recall(model);
    }
}

/// The name of the view of the cursor; says so when it is not the user's to change.
fn own(model: &mut Model) -> Option<String> {
    let Mode::Views(menu) = &model.mode else {
        return None;
    };
    let row = menu.selected()?;
    let name = row.view.name.clone();
    if !row.is_own {
        model.say(ToastKind::Refused, model.lang.view_is_built_in(&name));
        return None;
    }
    Some(name)
}

/// Recalls the view of a name; one that cannot be used says why, in the menu.
pub(super) fn recall_named(model: &mut Model, name: &str) -> Vec<Effect> {
    let effects = open(model);
    let Mode::Views(menu) = &mut model.mode else {
        return effects;
    };
    if let Some(place) = menu.rows.iter().position(|row| row.view.name == name) {
        menu.list.select(place);
        recall(model);
    }
    effects
}

fn recall(model: &mut Model) {
    let Mode::Views(menu) = &model.mode else {
        return;
    };
    let Some(row) = menu.selected() else { return };
    match &row.shows {
        Ok((filter, _)) => {
            let (view, filter) = (row.view.clone(), filter.clone());
            model.mode = Mode::Board;
            model.recall(&view, filter);
            leave_sums(model);
            model.say(ToastKind::Info, model.lang.view_shown(&view.name));
        }
        Err(bad) => {
            let text = model.lang.bad_term(bad);
            model.say(ToastKind::Refused, text);
        }
    }
}

fn name(model: &mut Model, renamed: Option<String>) {
    let now = model.showing.view.clone();
    let is_own = |name: &String| model.views.own.iter().any(|view| view.name == *name);
    let offered = renamed.clone().or(now.filter(is_own));
    let naming = Naming {
        input: Input::new(offered.unwrap_or_default()),
        renamed,
        problem: None,
    };
    if let Mode::Views(menu) = &mut model.mode {
        menu.naming = Some(naming);
    }
    typed(model);
}

/// Looks at the name anew after something was typed.
pub(super) fn typed(model: &mut Model) {
    let own: Vec<String> = model
        .views
        .own
        .iter()
        .map(|view| view.name.clone())
        .collect();
    let Mode::Views(menu) = &mut model.mode else {
        return;
    };
    if let Some(naming) = &mut menu.naming {
        naming.problem = problem(naming, &own);
    }
}

fn problem(naming: &Naming, own: &[String]) -> Option<NameProblem> {
    let typed = naming.input.value().trim();
    if typed.is_empty() {
        return None;
    }
    let Some(name) = View::name_of(typed) else {
        return Some(NameProblem::Bad);
    };
    let is_itself = naming.renamed.as_ref().is_some_and(|old| same(old, &name));
    match own.iter().any(|other| same(other, &name)) {
        _ if is_itself => None,
        true => Some(NameProblem::Taken),
        false => built_in(&name).map(|_| NameProblem::BuiltIn),
    }
}

fn run_naming(model: &mut Model, action: Action) -> Vec<Effect> {
    let (showing, lang) = (&model.showing, model.lang);
    let shown = View {
        name: String::new(),
        filter: showing.text.clone(),
        sorts: showing.sorts,
        columns: showing.columns.clone(),
    };
    let Mode::Views(menu) = &mut model.mode else {
        return Vec::new();
    };
    let Some(naming) = &mut menu.naming else {
        return Vec::new();
    };
    match action {
        Action::Back => menu.naming = None,
        Action::Accept => {
            let Some(name) = View::name_of(naming.input.value()) else {
                naming.problem = Some(NameProblem::Bad);
                return Vec::new();
            };
            let request = match (&naming.renamed, naming.problem) {
                (_, Some(NameProblem::Bad | NameProblem::BuiltIn))
                | (Some(_), Some(NameProblem::Taken)) => return Vec::new(),
                (Some(old), _) => ViewsRequest::Rename(old.clone(), name),
                (None, _) => ViewsRequest::Save(View {
                    name,
                    ..shown.clone()
                }),
            };
            menu.naming = None;
            // What is shown is that view from now on.
            match &request {
                ViewsRequest::Save(view) => {
                    model.showing.keep_own();
                    model.showing.view = Some(view.name.clone());
                }
                ViewsRequest::Rename(old, name) if model.showing.view.as_ref() == Some(old) => {
                    model.showing.view = Some(name.clone());
                }
                _ => {}
            }
            return vec![Effect::Views(request, lang)];
        }
        _ => {}
    }
    Vec::new()
}

/// Removes a view after it was asked; the menu comes back.
pub(super) fn remove(model: &mut Model, name: Option<String>) -> Vec<Effect> {
    if name.is_some() && model.showing.view == name {
        model.showing.view = None;
    }
    let mut effects = open(model);
    let lang: Lang = model.lang;
    effects.extend(name.map(|name| Effect::Views(ViewsRequest::Remove(name), lang)));
    effects
}
