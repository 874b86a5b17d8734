//! The texts of filters, orders and views.

use std::path::Path;

use super::{en, fr};
use crate::domain::Lang;
use crate::filter::words::{ATTRIBUTES, Attribute, name, values};
use crate::filter::{BadSort, BadTerm, Problem as Wrong, Sort, SortKey};
use crate::views::{Problem, ViewsError};

texts! {
    no_such_term(name: &str): format!("không có điều kiện “{name}:”"), format!("« {name} : » n'est pas un critère"), format!("there is no term “{name}:”");
    terms_are(words: &str): format!("các điều kiện: {words}"), format!("critères : {words}"), format!("terms: {words}");
    no_such_value(name: &str, value: &str): format!("{name}: không có “{value}”"), format!("{name} : pas de « {value} »"), format!("{name}: there is no “{value}”");
    values_are(words: &str): format!("chọn: {words}"), format!("au choix : {words}"), format!("choose: {words}");
    value_missing(name: &str): format!("{name}: còn thiếu giá trị"), format!("{name} : la valeur manque"), format!("{name}: the value is missing");
    days_wanted(name: &str): format!("{name}: cần số ngày, như >30 hoặc <30"), format!("{name} : nombre de jours attendu, comme >30 ou <30"), format!("{name}: a number of days is needed, such as >30 or <30");
    nothing_to_find: "không có chữ nào để tìm", "rien à chercher", "nothing to look for";
    open_quote: "dấu ngoặc kép chưa đóng", "guillemets non fermés", "the quote is not closed";
    filter_too_long: "bộ lọc quá dài (tối đa 32 điều kiện)", "filtre trop long (32 critères au plus)", "the filter is too long (at most 32 terms)";
    meant(word: &str): format!("ý bạn là “{word}”?"), format!("vouliez-vous dire « {word} » ?"), format!("did you mean “{word}”?");
    bad_sort(keys: &str): format!("thứ tự: chọn {keys}; thêm “,desc” để đảo chiều"), format!("ordre : {keys} ; « ,desc » pour l'inverse"), format!("order: {keys}; with “,desc” the other way round");
    in_filter(place: usize): format!("bộ lọc, ký tự {place}"), format!("filtre, caractère {place}"), format!("filter, character {place}");

    filter_title: "Lọc", "Filtre", "Filter";
    filter_shows(platforms: &str, milestones: &str):
        format!("{platforms} nền tảng · {milestones} mốc"),
        format!("{platforms} plateformes · {milestones} jalons"),
        format!("{platforms} platforms · {milestones} milestones");
    filter_on(filter: &str): format!("Bộ lọc: {filter}"), format!("Filtre : {filter}"), format!("Filter: {filter}");
    filter_hides_all(filter: &str):
        format!("Bộ lọc “{filter}” đang ẩn tất cả"), format!("Le filtre « {filter} » masque tout"), format!("The filter “{filter}” hides everything");
    filter_hides_here: "Bộ lọc đang ẩn hết ở đây", "Tout est masqué ici par le filtre", "The filter hides everything here";
    filter_cleared: "Đã bỏ lọc", "Filtre retiré", "Filter cleared";
    filter_lifted_for(name: &str):
        format!("Đã bỏ lọc để tới {name}"), format!("Filtre retiré pour aller à {name}"), format!("Filter cleared to go to {name}");
    filter_is_on(key: &str): format!("đang lọc, {key} bỏ lọc"), format!("filtre actif, {key} le retire"), format!("a filter is on, {key} clears it");
    hidden_by_filter: "bị lọc ẩn", "masqué", "hidden";
    no_filter: "Không có bộ lọc nào", "Aucun filtre", "There is no filter";
    filter_examples: "ví dụ", "exemples", "examples";
    filter_syntax:
        "dấu cách: và · dấu phẩy: hoặc · !: không", "espace : et · virgule : ou · ! : sauf", "space: and · comma: or · !: not";
    whole_programme: "toàn chương trình", "tout le programme", "whole programme";
    clear_with(key: &str): format!("{key} bỏ lọc"), format!("{key} retirer"), format!("{key} clear");

    sort_title(pane: &str): format!("Xếp {pane} theo"), format!("Ordre des {pane}"), format!("Sort {pane} by");
    sorted_by(pane: &str, order: &str): format!("{pane}: xếp theo {order}"), format!("{pane} : tri par {order}"), format!("{pane}: sorted by {order}");

    views_title: "Khung nhìn", "Vues", "Views";
    view_name_title: "Tên khung nhìn", "Nom de la vue", "Name of the view";
    view_name_bad: "Cần một tên, tối đa 60 ký tự", "Il faut un nom, de 60 caractères au plus", "A name is needed, of at most 60 characters";
    view_is_built_in(name: &str):
        format!("“{name}” có sẵn trong chương trình"), format!("« {name} » est une vue intégrée"), format!("“{name}” comes with the program");
    view_saved(name: &str): format!("Đã lưu khung nhìn “{name}”"), format!("Vue « {name} » enregistrée"), format!("View “{name}” saved");
    view_removed(name: &str): format!("Đã xóa khung nhìn “{name}”"), format!("Vue « {name} » supprimée"), format!("View “{name}” removed");
    view_shown(name: &str): format!("Khung nhìn “{name}”"), format!("Vue « {name} »"), format!("View “{name}”");
    no_such_view(name: &str): format!("Không có khung nhìn “{name}”."), format!("La vue « {name} » n'existe pas."), format!("There is no view “{name}”.");
    views_not_saved(problem: &str):
        format!("Không ghi được tệp khung nhìn: {problem}"), format!("Fichier des vues non écrit : {problem}"), format!("The file of views was not written: {problem}");
    confirm_remove_view(name: &str): format!("Xóa khung nhìn “{name}”?"), format!("Supprimer la vue « {name} » ?"), format!("Remove the view “{name}”?");
    view_name_taken(name: &str): format!("Đã có khung nhìn “{name}”"), format!("La vue « {name} » existe déjà"), format!("There is a view “{name}” already");
    view_is_replaced(name: &str): format!("thay khung nhìn “{name}” đang có"), format!("remplace la vue « {name} »"), format!("takes the place of the view “{name}”");
    view_own: "của bạn", "à vous", "yours";
    view_built_in: "có sẵn", "intégrée", "built in";
    view_ignored(place: &str, field: &str, expected: &str):
        format!("{place}: {field}: không dùng được ({expected}); các khung nhìn khác vẫn dùng."),
        format!("{place} : {field} : inutilisable ({expected}) ; les autres vues sont utilisées."),
        format!("{place}: {field}: cannot be used ({expected}); the other views are used.");
    views_faults(n: usize):
        format!("views.toml có {n} lỗi"), format!("{n} {} dans views.toml", fr(n, "erreur", "erreurs")), format!("{n} {} in views.toml", en(n, "mistake", "mistakes"));
    arg_terms: "ĐIỀU_KIỆN", "CRITÈRES", "TERMS";
    arg_key: "THỨ_TỰ", "ORDRE", "ORDER";
    arg_action: "save|rename|remove", "save|rename|remove", "save|rename|remove";
    arg_list_action: "update|export", "update|export", "update|export";
    opt_filter: "chỉ những gì khớp, như \"tt:quá-hạn bộ:byt hạn:<30\"", "seulement ce qui répond, comme \"statut:en-retard ministère:byt\"", "only what matches, such as \"status:overdue ministry:byt due:<30\"";
    opt_view: "theo khung nhìn này (xem tiendo views)", "selon cette vue (voir tiendo views)", "as in this view (see tiendo views)";
    opt_sort: "thứ tự: list, name, progress, worst, due, slippage, status; thêm “,desc” để đảo", "ordre : list, name, progress, worst, due, slippage, status ; « ,desc » pour l'inverse", "order: list, name, progress, worst, due, slippage, status; with “,desc” the other way";
    opt_view_action: "save (lưu), rename (đổi tên) hoặc remove (xóa)", "save (enregistrer), rename (renommer) ou remove (supprimer)", "save, rename or remove";
    opt_view_to: "tên mới, khi đổi tên", "nouveau nom, pour renommer", "the new name, when it is renamed";
    arg_new_name: "TÊN_MỚI", "NOUVEAU_NOM", "NEW_NAME";
    view_renamed(old: &str, name: &str): format!("Đã đổi tên khung nhìn “{old}” thành “{name}”."), format!("La vue « {old} » s'appelle maintenant « {name} »."), format!("The view “{old}” is now called “{name}”.");
    opt_view_name: "tên khung nhìn", "nom de la vue", "name of the view";
    cmd_views: "các khung nhìn: bộ lọc và thứ tự có tên", "les vues : filtres et ordres nommés", "the views: named filters and orders";
    cmd_view: "lưu hoặc xóa một khung nhìn", "enregistrer ou supprimer une vue", "save or remove a view";
    head_filter: "bộ lọc", "filtre", "filter";
    head_sort: "thứ tự", "ordre", "order";
    head_matching: "khớp", "retenus", "matching";
    head_owner: "nguồn", "origine", "origin";
}

impl Lang {
    /// What is wrong with a term, and what would be right.
    #[must_use]
    pub fn bad_term(self, bad: &BadTerm) -> String {
        let word = crate::domain::clean(&bad.word);
        let (text, more) = match &bad.problem {
            Wrong::UnknownTerm(meant) => (
                self.no_such_term(&word),
                self.meant_or(meant.as_deref(), || {
                    let names = ATTRIBUTES.iter().map(|row| row.offered(self));
                    self.terms_are(&names.collect::<Vec<_>>().join(", "))
                }),
            ),
            Wrong::UnknownValue(attribute, meant) => (
                self.no_such_value(name(*attribute, self), &word),
                self.meant_or(meant.as_deref(), || self.values_of(*attribute)),
            ),
            Wrong::NoValue(attribute) => (
                self.value_missing(name(*attribute, self)),
                self.values_of(*attribute),
            ),
            Wrong::NotDays(attribute) => (self.days_wanted(name(*attribute, self)), String::new()),
            Wrong::NothingToFind => (self.nothing_to_find().to_owned(), String::new()),
            Wrong::OpenQuote => (self.open_quote().to_owned(), String::new()),
            Wrong::TooLong => (self.filter_too_long().to_owned(), String::new()),
        };
        if more.is_empty() {
            return text;
        }
        format!("{text} · {more}")
    }

    fn meant_or(self, meant: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
        meant.map_or_else(otherwise, |word| self.meant(word))
    }

    fn values_of(self, attribute: Attribute) -> String {
        let words = values(attribute, self);
        if words.is_empty() {
            return String::new();
        }
        self.values_are(&words.join(", "))
    }

    /// Why the file of views could not be changed.
    #[must_use]
    pub fn views_error(self, path: &Path, error: &ViewsError) -> String {
        let path = path.display();
        self.views_not_saved(&match error {
            ViewsError::Io(error) => self.file_error(&path.to_string(), error),
            ViewsError::Broken { line: 0, problem } => format!("{path}: {problem}"),
            ViewsError::Broken { line, problem } => format!("{path}:{line}: {problem}"),
        })
    }

    /// What in the file of views cannot be used.
    #[must_use]
    pub fn view_problem(self, path: &Path, problem: &Problem) -> String {
        let Problem {
            line,
            field,
            expected,
        } = problem;
        let place = match line {
            0 => path.display().to_string(),
            line => format!("{}:{line}", path.display()),
        };
        let field = if field.is_empty() { "TOML" } else { field };
        self.view_ignored(&place, field, expected)
    }

    /// What is wrong with an order.
    #[must_use]
    pub fn bad_sort_text(self, bad: &BadSort) -> String {
        let keys = SortKey::ALL.map(SortKey::code).join(", ");
        let text = self.bad_sort(&keys);
        bad.0.map_or_else(
            || text.clone(),
            |word| format!("{text} · {}", self.meant(word)),
        )
    }

    /// A column, from the left.
    #[must_use]
    pub const fn pane(self, place: usize) -> &'static str {
        match place {
            0 => self.ministries(),
            1 => self.platforms(),
            _ => self.milestones(),
        }
    }

    /// The arrow of an order, and which way it goes.
    #[must_use]
    pub const fn way(self, sort: Sort) -> (&'static str, &'static str) {
        let (falling, rising) = match sort.key {
            SortKey::List => (
                ["ngược danh mục", "à l'envers", "backwards"],
                ["như danh mục", "comme la liste", "as listed"],
            ),
            SortKey::Name => (["Z → A", "Z → A", "Z → A"], ["A → Z", "A → Z", "A → Z"]),
            SortKey::Progress => (
                ["nhiều trước", "le plus avancé d'abord", "most first"],
                ["ít trước", "le moins avancé d'abord", "least first"],
            ),
            SortKey::Worst => (
                ["xấu nhất trước", "le pire d'abord", "worst first"],
                ["tốt nhất trước", "le meilleur d'abord", "best first"],
            ),
            SortKey::Due => (
                ["xa nhất trước", "la plus lointaine d'abord", "latest first"],
                ["gần nhất trước", "la plus proche d'abord", "soonest first"],
            ),
            SortKey::Slippage => (
                ["chậm nhất trước", "le plus tardif d'abord", "latest first"],
                [
                    "sớm nhất trước",
                    "le plus en avance d'abord",
                    "earliest first",
                ],
            ),
            SortKey::Status => (
                [
                    "ít cần chú ý trước",
                    "le moins urgent d'abord",
                    "least urgent first",
                ],
                [
                    "cần chú ý trước",
                    "le plus urgent d'abord",
                    "most urgent first",
                ],
            ),
        };
        if sort.descending {
            ("↓", self.pick(falling))
        } else {
            ("↑", self.pick(rising))
        }
    }

    /// An order in words, with its direction.
    #[must_use]
    pub fn order(self, sort: Sort) -> String {
        let arrow = if sort.descending { '↓' } else { '↑' };
        format!("{arrow} {}", sort.key.word(self))
    }
}
