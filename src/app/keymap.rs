//! The one table of keys. It drives dispatch, the hints, the help, `tiendo keys`, the manual page and the README.

use super::action::Action;
use crate::domain::Lang;

/// Where a row of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// On the board.
    Board,
    /// In the menu of places to go to.
    Go,
    /// In the menu of the list itself.
    Arrange,
    /// While finding.
    Find,
    /// While one of several is chosen.
    Choose,
    /// In the history.
    History,
    /// While the filter of the history is typed.
    HistoryFilter,
    /// While a filter is typed.
    Filter,
    /// In the menu of orders.
    Sort,
    /// In the menu of columns.
    Columns,
    /// In the menu of views.
    Views,
    /// While the name of a view is typed.
    ViewName,
    /// In the help.
    Help,
    /// In a form.
    Form,
    /// While a question is asked.
    Confirm,
    /// In the details.
    Details,
    /// In the settings.
    Settings,
    /// While a setting is typed.
    Entry,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: [Self; 18] = [
        Self::Board,
        Self::Go,
        Self::Arrange,
        Self::Find,
        Self::Choose,
        Self::Filter,
        Self::Sort,
        Self::Columns,
        Self::Views,
        Self::ViewName,
        Self::History,
        Self::HistoryFilter,
        Self::Form,
        Self::Confirm,
        Self::Details,
        Self::Settings,
        Self::Entry,
        Self::Help,
    ];

    /// Its stable name, used in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Go => "go",
            Self::Arrange => "arrange",
            Self::Find => "find",
            Self::Choose => "choose",
            Self::History => "history",
            Self::HistoryFilter => "history_filter",
            Self::Filter => "filter",
            Self::Sort => "sort",
            Self::Columns => "columns",
            Self::Views => "views",
            Self::ViewName => "view_name",
            Self::Help => "help",
            Self::Form => "form",
            Self::Confirm => "confirm",
            Self::Details => "details",
            Self::Settings => "settings",
            Self::Entry => "entry",
        }
    }

    /// Its title.
    #[must_use]
    pub const fn title(self, lang: Lang) -> &'static str {
        lang.pick(match self {
            Self::Board => ["Bảng theo dõi", "Tableau", "Board"],
            Self::Go => ["Đi tới (g)", "Aller à (g)", "Go to (g)"],
            Self::Arrange => ["Danh mục (A)", "La liste (A)", "The list (A)"],
            Self::Choose => ["Chọn", "Choix", "Choosing"],
            Self::Find => ["Tìm (/, :)", "Recherche (/, :)", "Find (/, :)"],
            Self::History => ["Lịch sử (H)", "Historique (H)", "History (H)"],
            Self::HistoryFilter => [
                "Lọc lịch sử (H /)",
                "Filtre de l'historique (H /)",
                "Filter of the history (H /)",
            ],
            Self::Filter => ["Lọc (f)", "Filtre (f)", "Filter (f)"],
            Self::Sort => ["Xếp thứ tự (s)", "Ordre (s)", "Order (s)"],
            Self::Columns => ["Các cột (|)", "Colonnes (|)", "Columns (|)"],
            Self::Views => ["Khung nhìn (V)", "Vues (V)", "Views (V)"],
            Self::ViewName => [
                "Tên khung nhìn (V a)",
                "Nom de la vue (V a)",
                "Name of the view (V a)",
            ],
            Self::Help => ["Trợ giúp (?)", "Aide (?)", "Help (?)"],
            Self::Form => ["Biểu mẫu", "Formulaire", "Form"],
            Self::Confirm => ["Xác nhận", "Confirmation", "Confirmation"],
            Self::Details => ["Chi tiết (i)", "Détails (i)", "Details (i)"],
            Self::Settings => ["Cài đặt (,)", "Réglages (,)", "Settings (,)"],
            Self::Entry => ["Nhập giá trị", "Saisie d'une valeur", "Typing a value"],
        })
    }

    /// Whether letters are typed here, and not commands.
    #[must_use]
    pub const fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Find
                | Self::Choose
                | Self::Filter
                | Self::ViewName
                | Self::HistoryFilter
                | Self::Help
                | Self::Form
                | Self::Entry
        )
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Where it holds.
    pub context: Context,
    /// The keys, the most telling first.
    pub keys: &'static [&'static str],
    /// What they do.
    pub action: Action,
    /// What that is, in Vietnamese, French and English.
    pub label: [&'static str; 3],
    /// A short label and a rank among the hints, 1 first; `None` is not hinted at.
    pub hint: Option<(u8, [&'static str; 3])>,
}

const fn row(
    context: Context,
    keys: &'static [&'static str],
    action: Action,
    label: [&'static str; 3],
) -> Row {
    Row {
        context,
        keys,
        action,
        label,
        hint: None,
    }
}

const fn hinted(rank: u8, short: [&'static str; 3], row: Row) -> Row {
    Row {
        hint: Some((rank, short)),
        ..row
    }
}

/// The table.
#[rustfmt::skip]
pub const KEYMAP: &[Row] = {
    use Action as A;
    use Context::{Arrange, Board, Choose, Columns, Confirm, Details, Entry, Filter, Find, Form, Go, Help, History, HistoryFilter, Settings, Sort, ViewName, Views};
    &[
        row(Board, &["Up", "k"], A::Up, ["lên một dòng", "ligne du dessus", "one row up"]),
        row(Board, &["Down", "j"], A::Down, ["xuống một dòng", "ligne du dessous", "one row down"]),
        row(Board, &["Left", "h"], A::Left, ["sang khung trái", "panneau de gauche", "pane on the left"]),
        row(Board, &["Right", "l"], A::Right, ["sang khung phải", "panneau de droite", "pane on the right"]),
        hinted(2, ["mở", "ouvrir", "open"],
            row(Board, &["Enter"], A::Open, ["vào mục đang chọn", "entrer dans la ligne", "into the selected row"])),
        row(Board, &["Tab"], A::NextPane, ["khung kế tiếp", "panneau suivant", "next pane"]),
        row(Board, &["Shift-Tab"], A::PreviousPane, ["khung trước", "panneau précédent", "previous pane"]),
        row(Board, &["1"], A::Ministries, ["khung bộ, ngành", "panneau des ministères", "ministries pane"]),
        row(Board, &["2"], A::Platforms, ["khung nền tảng", "panneau des plateformes", "platforms pane"]),
        row(Board, &["3"], A::Milestones, ["khung mốc", "panneau des jalons", "milestones pane"]),
        row(Board, &["Home"], A::First, ["dòng đầu", "première ligne", "first row"]),
        row(Board, &["End", "G"], A::Last, ["dòng cuối", "dernière ligne", "last row"]),
        row(Board, &["PgUp", "Ctrl-b"], A::PageUp, ["lên một trang", "page précédente", "one page up"]),
        row(Board, &["PgDn", "Ctrl-f"], A::PageDown, ["xuống một trang", "page suivante", "one page down"]),
        row(Board, &["J"], A::NextPlatform, ["nền tảng kế tiếp, cùng mốc", "plateforme suivante, même jalon", "next platform, same milestone"]),
        row(Board, &["K"], A::PreviousPlatform, ["nền tảng trước, cùng mốc", "plateforme précédente, même jalon", "previous platform, same milestone"]),
        hinted(8, ["đi tới", "aller à", "go to"],
            row(Board, &["g"], A::Go, ["đi tới…", "aller à…", "go to…"])),
        hinted(3, ["tìm", "chercher", "find"],
            row(Board, &["/"], A::Find, ["tìm nền tảng", "chercher une plateforme", "find a platform"])),
        row(Board, &["n"], A::NextHit, ["kết quả tìm kế tiếp", "résultat suivant", "next hit"]),
        row(Board, &["N"], A::PreviousHit, ["kết quả tìm trước", "résultat précédent", "previous hit"]),
        hinted(4, ["lọc", "filtrer", "filter"],
            row(Board, &["f"], A::Filter, ["lọc: chỉ hiện những gì khớp", "filtrer : ne montrer que ce qui répond", "filter: show only what matches"])),
        row(Board, &["F"], A::ClearFilter, ["bỏ lọc, hiện tất cả", "retirer le filtre, tout montrer", "clear the filter, show everything"]),
        row(Board, &["s"], A::Sort, ["xếp thứ tự khung này", "trier ce panneau", "sort this pane"]),
        row(Board, &["S"], A::Reverse, ["đảo thứ tự", "inverser l'ordre", "reverse the order"]),
        row(Board, &["|"], A::Columns, ["chọn các cột", "choisir les colonnes", "choose the columns"]),
        hinted(11, ["khung nhìn", "vues", "views"],
            row(Board, &["V"], A::Views, ["khung nhìn: bộ lọc và thứ tự có tên", "vues : filtres et ordres nommés", "views: named filters and orders"])),
        hinted(1, ["xong", "achevé", "done"],
            row(Board, &["Space"], A::Toggle, ["mốc hoàn thành / chưa xong", "jalon achevé / rouvert", "milestone done / not done"])),
        row(Board, &["+"], A::More, ["thêm một (mốc đếm)", "un de plus (jalon compté)", "one more (counted milestone)"]),
        row(Board, &["-", "−"], A::Fewer, ["bớt một (mốc đếm)", "un de moins (jalon compté)", "one fewer (counted milestone)"]),
        hinted(4, ["ngày", "dates", "dates"],
            row(Board, &["d"], A::Dates, ["ngày: dự kiến, thời hạn, hoàn thành", "dates : prévision, échéance, achèvement", "dates: forecast, baseline, done"])),
        hinted(5, ["văn bản", "document", "document"],
            row(Board, &["m"], A::Evidence, ["văn bản chứng minh", "document qui le prouve", "document that proves it"])),
        hinted(6, ["ghi chú", "note", "note"],
            row(Board, &["a"], A::Note, ["thêm ghi chú", "ajouter une note", "add a note"])),
        row(Board, &["b"], A::Hold, ["tạm dừng, dừng hẳn, vướng mắc, đề xuất", "suspendre, abandonner, difficulté, proposition", "hold, cancel, obstacle, proposal"]),
        row(Board, &["o"], A::People, ["đầu mối", "point focal", "focal point"]),
        row(Board, &["e"], A::Edit, ["sửa mọi trường", "modifier tous les champs", "edit every field"]),
        row(Board, &["A"], A::Arrange, ["danh mục: thêm, chuyển, lưu trữ…", "la liste : ajouter, transférer, archiver…", "the list: add, move, archive…"]),
        row(Board, &["Alt-Up"], A::PlaceUp, ["chuyển lên một chỗ trong danh mục", "une place plus haut dans la liste", "one place up in the list"]),
        row(Board, &["Alt-Down"], A::PlaceDown, ["chuyển xuống một chỗ trong danh mục", "une place plus bas dans la liste", "one place down in the list"]),
        row(Board, &["Delete"], A::Archive, ["đưa vào lưu trữ", "archiver", "archive"]),
        row(Board, &["v"], A::Select, ["chọn / bỏ chọn dòng", "choisir la ligne ou non", "select the row, or not"]),
        row(Board, &["Shift-Up"], A::SelectUp, ["chọn thêm lên trên", "choisir aussi au-dessus", "select upwards"]),
        row(Board, &["Shift-Down"], A::SelectDown, ["chọn thêm xuống dưới", "choisir aussi au-dessous", "select downwards"]),
        row(Board, &["*"], A::SelectAll, ["chọn mọi dòng / bỏ chọn", "tout choisir ou rien", "select every row, or none"]),
        row(Board, &["="], A::SetCount, ["nhập số lượng", "saisir le nombre", "set the number"]),
        hinted(7, ["hoàn tác", "annuler", "undo"],
            row(Board, &["u"], A::Undo, ["hoàn tác", "annuler", "undo"])),
        row(Board, &["U", "Ctrl-r"], A::Redo, ["làm lại", "rétablir", "redo"]),
        row(Board, &["."], A::Repeat, ["lặp lại thay đổi vừa rồi ở đây", "répéter ici le dernier changement", "repeat the last change here"]),
        hinted(9, ["chi tiết", "détails", "details"],
            row(Board, &["i"], A::Details, ["chi tiết", "détails", "details"])),
        row(Board, &["H"], A::History, ["lịch sử", "historique", "history"]),
        row(Board, &["z"], A::Zoom, ["phóng to khung / trở lại", "agrandir le panneau / revenir", "zoom the pane / back"]),
        hinted(11, ["ngôn ngữ", "langue", "language"],
            row(Board, &["L"], A::Language, ["đổi ngôn ngữ", "changer de langue", "switch the language"])),
        row(Board, &["M"], A::Mouse, ["bật / tắt chuột", "souris active / inactive", "mouse on / off"]),
        hinted(12, ["cài đặt", "réglages", "settings"],
            row(Board, &[","], A::Settings, ["cài đặt", "réglages", "settings"])),
        hinted(13, ["lệnh", "commande", "command"],
            row(Board, &[":", "Ctrl-p"], A::Palette, ["tìm lệnh, nền tảng, bộ theo tên", "toute action, plateforme ou ministère par son nom", "any action, platform or ministry by name"])),
        hinted(0, ["trợ giúp", "aide", "help"],
            row(Board, &["?", "F1"], A::Help, ["các phím", "les touches", "the keys"])),
        row(Board, &["Esc"], A::Back, ["lùi một bước", "un pas en arrière", "one level back"]),
        row(Board, &["Ctrl-l"], A::Redraw, ["vẽ lại", "redessiner", "draw anew"]),
        row(Board, &["Ctrl-z"], A::Suspend, ["tạm về shell (fg để trở lại)", "suspendre (fg pour revenir)", "suspend (fg to come back)"]),
        hinted(10, ["thoát", "quitter", "quit"],
            row(Board, &["q"], A::Quit, ["thoát", "quitter", "quit"])),
        row(Board, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["đầu", "début", "top"],
            row(Go, &["g", "Home"], A::First, ["dòng đầu", "première ligne", "first row"])),
        hinted(2, ["cuối", "fin", "end"],
            row(Go, &["e", "End"], A::Last, ["dòng cuối", "dernière ligne", "last row"])),
        hinted(3, ["hôm nay", "aujourd'hui", "today"],
            row(Go, &["t"], A::GoToday, ["mốc đến hạn tiếp theo", "prochaine échéance", "next milestone due"])),
        hinted(4, ["quá hạn", "en retard", "overdue"],
            row(Go, &["o"], A::GoOverdue, ["mốc quá hạn tiếp theo", "prochain jalon en retard", "next overdue milestone"])),
        hinted(5, ["bộ", "ministère", "ministry"],
            row(Go, &["m"], A::GoMinistry, ["tìm bộ, ngành", "chercher un ministère", "find a ministry"])),
        hinted(6, ["nền tảng", "plateforme", "platform"],
            row(Go, &["p"], A::Find, ["tìm nền tảng", "chercher une plateforme", "find a platform"])),
        hinted(7, ["thôi", "fermer", "close"],
            row(Go, &["Esc"], A::Back, ["thôi", "fermer", "close"])),
        row(Go, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["thêm", "ajouter", "add"],
            row(Arrange, &["a"], A::Add, ["thêm bộ, nền tảng hoặc mốc, tùy khung", "ajouter un ministère, une plateforme ou un jalon, selon le panneau", "add a ministry, a platform or a milestone, by the pane"])),
        hinted(2, ["loại mốc", "type de jalon", "kind"],
            row(Arrange, &["k"], A::AddKind, ["thêm loại mốc cho mọi nền tảng", "ajouter un type de jalon pour toutes", "add a kind of milestone for all platforms"])),
        row(Arrange, &["e"], A::EditKind, ["sửa loại mốc của dòng này: tên, trọng số", "modifier le type de jalon de la ligne : noms, poids", "edit the kind of milestone of this row: names, weight"]),
        hinted(3, ["chuyển", "transférer", "move"],
            row(Arrange, &["m"], A::Move, ["chuyển về bộ, ngành khác", "transférer à un autre ministère", "move to another ministry"])),
        hinted(4, ["lưu trữ", "archiver", "archive"],
            row(Arrange, &["x"], A::Archive, ["đưa vào lưu trữ", "archiver", "archive"])),
        hinted(5, ["đưa trở lại", "remettre", "bring back"],
            row(Arrange, &["r"], A::Archived, ["những gì đã lưu trữ, để đưa trở lại", "ce qui est archivé, pour le remettre", "what is archived, to bring it back"])),
        hinted(6, ["thôi", "fermer", "close"],
            row(Arrange, &["Esc"], A::Back, ["thôi", "fermer", "close"])),
        row(Arrange, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["chọn", "choisir", "choose"],
            row(Choose, &["Enter"], A::Accept, ["chọn", "choisir", "choose"])),
        hinted(2, ["thôi", "annuler", "cancel"],
            row(Choose, &["Esc"], A::Back, ["thôi", "annuler", "cancel"])),
        row(Choose, &["Up", "Ctrl-p"], A::Up, ["dòng trên", "ligne du dessus", "row above"]),
        row(Choose, &["Down", "Ctrl-n"], A::Down, ["dòng dưới", "ligne du dessous", "row below"]),
        row(Choose, &["PgUp"], A::PageUp, ["lên một trang", "page précédente", "one page up"]),
        row(Choose, &["PgDn"], A::PageDown, ["xuống một trang", "page suivante", "one page down"]),
        row(Choose, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["chọn", "choisir", "choose"],
            row(Find, &["Enter"], A::Accept, ["tới đó, hoặc làm việc đó", "y aller, ou le faire", "go there, or do it"])),
        hinted(2, ["quay lại", "revenir", "return"],
            row(Find, &["Esc"], A::Back, ["quay lại chỗ cũ", "revenir où l'on était", "return to where you were"])),
        row(Find, &["Up", "Ctrl-p"], A::Up, ["kết quả trên", "résultat du dessus", "hit above"]),
        row(Find, &["Down", "Ctrl-n"], A::Down, ["kết quả dưới", "résultat du dessous", "hit below"]),
        row(Find, &["PgUp"], A::PageUp, ["lên một trang", "page précédente", "one page up"]),
        row(Find, &["PgDn"], A::PageDown, ["xuống một trang", "page suivante", "one page down"]),
        row(Find, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["giữ", "garder", "keep"],
            row(Filter, &["Enter"], A::Accept, ["giữ bộ lọc; trên gợi ý: điền vào", "garder le filtre ; sur une proposition : l'insérer", "keep the filter; on a suggestion: put it in"])),
        hinted(3, ["điền", "compléter", "complete"],
            row(Filter, &["Tab"], A::Complete, ["điền gợi ý", "insérer la proposition", "put in the suggestion"])),
        hinted(4, ["gợi ý", "choisir", "choose"],
            row(Filter, &["Down"], A::Down, ["gợi ý dưới", "proposition du dessous", "suggestion below"])),
        row(Filter, &["Up"], A::Up, ["gợi ý trên; từ dòng gõ: bộ lọc đã dùng", "proposition du dessus ; depuis la saisie : filtre d'avant", "suggestion above; from the line: a filter of before"]),
        hinted(5, ["đã dùng", "d'avant", "recall"],
            row(Filter, &["Ctrl-p"], A::Older, ["bộ lọc đã dùng trước đó", "filtre d'avant", "a filter of before"])),
        row(Filter, &["Ctrl-n"], A::Newer, ["bộ lọc dùng sau đó", "filtre d'après", "a newer filter"]),
        hinted(2, ["quay lại", "revenir", "return"],
            row(Filter, &["Esc"], A::Back, ["trở lại như trước", "revenir à ce qui était montré", "return to what was shown before"])),
        row(Filter, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["tới đó", "y aller", "go there"],
            row(History, &["Enter"], A::Accept, ["tới mục đã đổi", "aller à ce qui a changé", "go to what was changed"])),
        hinted(2, ["rút lại", "retirer", "take back"],
            row(History, &["x"], A::TakeBack, ["rút lại thay đổi này, giữ những gì sau đó", "retirer ce changement, garder la suite", "take this change back, keep what came after"])),
        row(History, &["X"], A::TakeBackAction, ["rút lại cả thao tác", "retirer toute l'action", "take the whole action back"]),
        hinted(3, ["tất cả / mục này", "tout / ceci", "all / this"],
            row(History, &["Tab"], A::Switch, ["của mục này / của tất cả", "de ceci / de tout", "of this item / of everything"])),
        hinted(4, ["lọc", "filtrer", "filter"],
            row(History, &["/"], A::Find, ["lọc: người:, trường:, từ:, đến:, chữ", "filtrer : par:, champ:, depuis:, jusqu'à:, texte", "filter: by:, field:, since:, until:, text"])),
        hinted(5, ["hoàn tác", "annuler", "undo"],
            row(History, &["u"], A::Undo, ["hoàn tác", "annuler", "undo"])),
        row(History, &["U", "Ctrl-r"], A::Redo, ["làm lại", "rétablir", "redo"]),
        row(History, &["Up", "k"], A::Up, ["lên một dòng", "ligne du dessus", "one row up"]),
        row(History, &["Down", "j"], A::Down, ["xuống một dòng", "ligne du dessous", "one row down"]),
        row(History, &["PgUp", "Ctrl-b"], A::PageUp, ["lên một trang", "page précédente", "one page up"]),
        row(History, &["PgDn", "Ctrl-f"], A::PageDown, ["xuống một trang", "page suivante", "one page down"]),
        row(History, &["Home"], A::First, ["mới nhất", "le plus récent", "the newest"]),
        row(History, &["End", "G"], A::Last, ["cũ nhất", "le plus ancien", "the oldest"]),
        hinted(6, ["đọc hết", "en entier", "in full"],
            row(History, &["i"], A::Details, ["đọc toàn văn / trở lại danh sách", "lire en entier / revenir à la liste", "read in full / back to the list"])),
        hinted(7, ["đóng", "fermer", "close"],
            row(History, &["Esc", "q", "H"], A::Back, ["bỏ lọc, rồi đóng", "ôter le filtre, puis fermer", "clear the filter, then close"])),
        row(History, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["giữ bộ lọc", "garder le filtre", "keep the filter"],
            row(HistoryFilter, &["Enter", "Tab"], A::Accept, ["giữ bộ lọc, về danh sách", "garder le filtre, revenir à la liste", "keep the filter, back to the list"])),
        hinted(2, ["bỏ lọc", "ôter le filtre", "clear"],
            row(HistoryFilter, &["Esc"], A::Back, ["bỏ lọc", "ôter le filtre", "clear the filter"])),
        row(HistoryFilter, &["Up", "Ctrl-p"], A::Up, ["lên một dòng", "ligne du dessus", "one row up"]),
        row(HistoryFilter, &["Down", "Ctrl-n"], A::Down, ["xuống một dòng", "ligne du dessous", "one row down"]),
        row(HistoryFilter, &["PgUp"], A::PageUp, ["lên một trang", "page précédente", "one page up"]),
        row(HistoryFilter, &["PgDn"], A::PageDown, ["xuống một trang", "page suivante", "one page down"]),
        row(HistoryFilter, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["giữ", "garder", "keep"],
            row(Sort, &["Enter", "s"], A::Accept, ["giữ thứ tự này", "garder cet ordre", "keep this order"])),
        hinted(2, ["đảo", "inverser", "reverse"],
            row(Sort, &["S", "Space", "Left", "Right"], A::Reverse, ["đảo chiều", "dans l'autre sens", "the other way round"])),
        hinted(3, ["thôi", "abandonner", "cancel"],
            row(Sort, &["Esc", "q"], A::Back, ["thôi, như trước", "abandonner, comme avant", "cancel, as it was"])),
        row(Sort, &["Up", "k"], A::Up, ["thứ tự trên", "ordre du dessus", "order above"]),
        row(Sort, &["Down", "j"], A::Down, ["thứ tự dưới", "ordre du dessous", "order below"]),
        row(Sort, &["Home"], A::First, ["thứ tự đầu", "premier ordre", "first order"]),
        row(Sort, &["End"], A::Last, ["thứ tự cuối", "dernier ordre", "last order"]),
        row(Sort, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["chọn", "choisir", "choose"],
            row(Columns, &["Space"], A::Toggle, ["chọn cột này, hoặc bỏ", "choisir cette colonne, ou non", "choose this column, or not"])),
        hinted(2, ["giữ", "garder", "keep"],
            row(Columns, &["Enter", "|"], A::Accept, ["giữ các cột này", "garder ces colonnes", "keep these columns"])),
        hinted(4, ["mặc định", "d'usage", "usual"],
            row(Columns, &["Backspace", "Delete"], A::Reset, ["các cột mặc định", "les colonnes d'usage", "the usual columns"])),
        hinted(3, ["thôi", "abandonner", "cancel"],
            row(Columns, &["Esc", "q"], A::Back, ["thôi, như trước", "abandonner, comme avant", "cancel, as it was"])),
        row(Columns, &["Up", "k"], A::Up, ["cột trên", "colonne du dessus", "column above"]),
        row(Columns, &["Down", "j"], A::Down, ["cột dưới", "colonne du dessous", "column below"]),
        row(Columns, &["PgUp"], A::PageUp, ["lên một trang", "page précédente", "one page up"]),
        row(Columns, &["PgDn"], A::PageDown, ["xuống một trang", "page suivante", "one page down"]),
        row(Columns, &["Home"], A::First, ["cột đầu", "première colonne", "first column"]),
        row(Columns, &["End", "G"], A::Last, ["cột cuối", "dernière colonne", "last column"]),
        row(Columns, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["xem", "montrer", "show"],
            row(Views, &["Enter"], A::Accept, ["xem theo khung nhìn này", "montrer cette vue", "show this view"])),
        row(Views, &["1", "2", "3", "4", "5", "6", "7", "8", "9"], A::Pick, ["xem khung nhìn có số này", "montrer la vue de ce numéro", "show the view of this number"]),
        hinted(2, ["lưu đang xem", "enregistrer", "save this"],
            row(Views, &["a"], A::SaveView, ["lưu bộ lọc và thứ tự đang xem thành khung nhìn", "enregistrer filtre et ordre actuels comme vue", "save the filter and order shown as a view"])),
        hinted(3, ["đổi tên", "renommer", "rename"],
            row(Views, &["r"], A::RenameView, ["đổi tên khung nhìn của bạn", "renommer une vue à vous", "rename a view of yours"])),
        hinted(4, ["xóa", "supprimer", "remove"],
            row(Views, &["x", "Delete"], A::RemoveView, ["xóa khung nhìn của bạn", "supprimer une vue à vous", "remove a view of yours"])),
        row(Views, &["Up", "k"], A::Up, ["lên một dòng", "ligne du dessus", "one row up"]),
        row(Views, &["Down", "j"], A::Down, ["xuống một dòng", "ligne du dessous", "one row down"]),
        row(Views, &["PgUp"], A::PageUp, ["lên một trang", "page précédente", "one page up"]),
        row(Views, &["PgDn"], A::PageDown, ["xuống một trang", "page suivante", "one page down"]),
        row(Views, &["Home"], A::First, ["dòng đầu", "première ligne", "first row"]),
        row(Views, &["End", "G"], A::Last, ["dòng cuối", "dernière ligne", "last row"]),
        hinted(5, ["đóng", "fermer", "close"],
            row(Views, &["Esc", "V", "q"], A::Back, ["đóng", "fermer", "close"])),
        row(Views, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["lưu", "enregistrer", "save"],
            row(ViewName, &["Enter"], A::Accept, ["lưu dưới tên này", "enregistrer sous ce nom", "save under this name"])),
        hinted(2, ["thôi", "abandonner", "cancel"],
            row(ViewName, &["Esc"], A::Back, ["thôi", "abandonner", "cancel"])),
        row(ViewName, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["lưu", "enregistrer", "save"],
            row(Form, &["Enter"], A::Accept, ["lưu", "enregistrer", "save"])),
        hinted(2, ["ô sau", "champ suivant", "next"],
            row(Form, &["Tab", "Down"], A::NextField, ["ô kế tiếp", "champ suivant", "next field"])),
        row(Form, &["Shift-Tab", "Up"], A::PreviousField, ["ô trước", "champ précédent", "previous field"]),
        hinted(4, ["đã gõ", "d'avant", "recall"],
            row(Form, &["Ctrl-p"], A::Older, ["giá trị đã dùng trước đó", "valeur d'avant", "a value of before"])),
        row(Form, &["Ctrl-n"], A::Newer, ["giá trị dùng sau đó", "valeur d'après", "a newer value of before"]),
        hinted(5, ["soạn thảo", "éditeur", "editor"],
            row(Form, &["Ctrl-o"], A::Editor, ["mở trong trình soạn thảo ($EDITOR)", "ouvrir dans l'éditeur ($EDITOR)", "open in the editor ($EDITOR)"])),
        hinted(3, ["thôi", "abandonner", "cancel"],
            row(Form, &["Esc"], A::Back, ["thôi, không đổi gì", "abandonner sans rien changer", "cancel, change nothing"])),
        row(Form, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["chọn", "choisir", "choose"],
            row(Confirm, &["Enter"], A::Accept, ["chọn ô đang sáng", "choisir le bouton actif", "choose the lit button"])),
        hinted(2, ["ô khác", "autre bouton", "other button"],
            row(Confirm, &["Left", "Right", "Tab", "h", "l"], A::Switch, ["sang ô khác", "autre bouton", "to the other button"])),
        hinted(3, ["thôi", "annuler", "cancel"],
            row(Confirm, &["Esc", "n", "q"], A::Back, ["thôi", "annuler", "cancel"])),
        row(Confirm, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        row(Details, &["Up", "k"], A::Up, ["lên", "monter", "up"]),
        row(Details, &["Down", "j"], A::Down, ["xuống", "descendre", "down"]),
        row(Details, &["PgUp"], A::PageUp, ["lên một trang", "page précédente", "one page up"]),
        row(Details, &["PgDn"], A::PageDown, ["xuống một trang", "page suivante", "one page down"]),
        hinted(1, ["đóng", "fermer", "close"],
            row(Details, &["Esc", "i", "q", "Enter"], A::Back, ["đóng", "fermer", "close"])),
        row(Details, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        row(Settings, &["Up", "k"], A::Up, ["lên", "monter", "up"]),
        row(Settings, &["Down", "j"], A::Down, ["xuống", "descendre", "down"]),
        row(Settings, &["PgUp"], A::PageUp, ["lên một trang", "page précédente", "one page up"]),
        row(Settings, &["PgDn"], A::PageDown, ["xuống một trang", "page suivante", "one page down"]),
        row(Settings, &["Home"], A::First, ["dòng đầu", "première ligne", "first row"]),
        row(Settings, &["End"], A::Last, ["dòng cuối", "dernière ligne", "last row"]),
        hinted(1, ["đổi", "changer", "change"],
            row(Settings, &["Enter", "Space"], A::Accept, ["đổi, hoặc nhập", "changer, ou saisir", "change, or type"])),
        row(Settings, &["Right", "l"], A::Right, ["giá trị sau", "valeur suivante", "next value"]),
        row(Settings, &["Left", "h"], A::Left, ["giá trị trước", "valeur précédente", "value before"]),
        hinted(2, ["mặc định", "défaut", "default"],
            row(Settings, &["Backspace", "Delete"], A::Reset, ["trở lại mặc định", "revenir au défaut", "back to the default"])),
        hinted(3, ["đóng", "fermer", "close"],
            row(Settings, &["Esc", ",", "q"], A::Back, ["đóng", "fermer", "close"])),
        row(Settings, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        hinted(1, ["lưu", "enregistrer", "save"],
            row(Entry, &["Enter"], A::Accept, ["lưu", "enregistrer", "save"])),
        hinted(2, ["dòng sau", "ligne suivante", "next"],
            row(Entry, &["Tab", "Down"], A::NextField, ["lưu và tới dòng sau", "enregistrer, ligne suivante", "save, to the next row"])),
        row(Entry, &["Shift-Tab", "Up"], A::PreviousField, ["lưu và tới dòng trước", "enregistrer, ligne précédente", "save, to the row before"]),
        hinted(3, ["thôi", "abandonner", "cancel"],
            row(Entry, &["Esc"], A::Back, ["thôi, không đổi gì", "abandonner sans rien changer", "cancel, change nothing"])),
        row(Entry, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
        row(Help, &["Up"], A::Up, ["lên", "monter", "up"]),
        row(Help, &["Down"], A::Down, ["xuống", "descendre", "down"]),
        row(Help, &["PgUp"], A::PageUp, ["lên một trang", "page précédente", "one page up"]),
        row(Help, &["PgDn"], A::PageDown, ["xuống một trang", "page suivante", "one page down"]),
        row(Help, &["Home"], A::First, ["đầu", "début", "top"]),
        row(Help, &["End"], A::Last, ["cuối", "fin", "end"]),
        hinted(1, ["đóng", "fermer", "close"],
            row(Help, &["Esc", "Enter", "F1"], A::Back, ["đóng", "fermer", "close"])),
        row(Help, &["Ctrl-c"], A::Interrupt, ["thoát (hai lần)", "quitter (deux fois)", "quit (twice)"]),
    ]
};

/// A key as it is shown to people: arrows as arrows.
#[must_use]
pub fn shown(key: &str) -> &str {
    match key {
        "Up" => "↑",
        "Down" => "↓",
        "Left" => "←",
        "Right" => "→",
        "Shift-Tab" => "⇧Tab",
        "Alt-Up" => "Alt-↑",
        "Alt-Down" => "Alt-↓",
        "Shift-Up" => "⇧↑",
        "Shift-Down" => "⇧↓",
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::Key;
    use std::collections::HashSet;

    #[test]
    fn no_two_actions_of_a_context_share_a_key() {
        let mut seen = HashSet::new();
        for row in KEYMAP {
            for key in row.keys {
                let key: Key = key.parse().unwrap();
                assert!(seen.insert((row.context, key)), "{:?} {key}", row.context);
            }
        }
    }

    #[test]
    fn an_action_has_one_row_in_a_context() {
        let mut seen = HashSet::new();
        for row in KEYMAP {
            assert!(seen.insert((row.context, row.action)), "{:?}", row.action);
        }
    }

    #[test]
    fn every_row_is_labelled_in_three_languages() {
        for row in KEYMAP {
            let hints = row.hint.map_or([""; 3], |(_, short)| short);
            assert!(
                row.label.iter().all(|label| !label.trim().is_empty()),
                "{:?}",
                row.action
            );
            assert!(
                row.hint.is_none() || hints.iter().all(|label| !label.is_empty()),
                "{:?}",
                row.action
            );
        }
    }

    #[test]
    fn every_context_can_be_left_and_quit() {
        for context in Context::ALL {
            let can = |action| {
                let mut rows = KEYMAP.iter().filter(|row| row.context == context);
                rows.any(|row| row.action == action)
            };
            assert!(can(Action::Back) && can(Action::Interrupt), "{context:?}");
        }
    }
}
