//! What is said of changes of the list itself: added, moved, put in order, put away, brought back.

use super::{en, fr};
use crate::domain::field::{Field, Owner};
use crate::domain::owners::FormerOwner;
use crate::domain::revision::Sort;
use crate::domain::{Change, Entity, Lang, Programme, Value, clean};

texts! {
    bad_code(label: &str):
        format!("{label}: mã chỉ gồm a-z, 0-9, '.', '_', '-', bắt đầu bằng chữ hoặc số, tối đa 64 ký tự."),
        format!("{label} : un code se compose de a-z, 0-9, '.', '_', '-', commence par une lettre ou un chiffre, 64 caractères au plus."),
        format!("{label}: a code has a-z, 0-9, '.', '_', '-', begins with a letter or digit, at most 64 characters.");
    bad_place(label: &str):
        format!("{label}: cần một số như 3 hoặc 3.5; dùng `tiendo order` thì dễ hơn."),
        format!("{label} : un nombre comme 3 ou 3.5 est attendu ; `tiendo order` est plus simple."),
        format!("{label}: a number such as 3 or 3.5 is needed; `tiendo order` is easier.");
    code_exists(code: &str):
        format!("Mã: “{code}” đã có trong danh mục."),
        format!("Code : « {code} » est déjà dans la liste."),
        format!("Code: “{code}” is in the list already.");
    put_away(code: &str):
        format!("“{code}” đã đưa vào lưu trữ; `tiendo restore {code}` đưa trở lại."),
        format!("« {code} » est archivé ; `tiendo restore {code}` le remet dans la liste."),
        format!("“{code}” is archived; `tiendo restore {code}` brings it back.");
    already_archived: "Đã đưa vào lưu trữ từ trước.", "Déjà archivé.", "Archived already.";
    not_archived: "Vẫn ở trong danh mục, không có gì để đưa trở lại.", "C'est dans la liste ; rien à remettre.", "It is in the list; there is nothing to bring back.";
    needs_name(label: &str):
        format!("{label}: bắt buộc phải có."),
        format!("{label} : il en faut un."),
        format!("{label}: there must be one.");
    needs_ministry:
        "Cơ quan chủ quản: nền tảng phải thuộc một bộ, ngành.",
        "Organisme responsable : une plateforme appartient à un ministère.",
        "Owner: a platform belongs to a ministry.";
    archived_ministry(code: &str):
        format!("Cơ quan chủ quản: “{code}” đã đưa vào lưu trữ."),
        format!("Organisme responsable : « {code} » est archivé."),
        format!("Owner: “{code}” is archived.");
    same_ministry(code: &str):
        format!("Cơ quan chủ quản: đã là “{code}”."),
        format!("Organisme responsable : c'est déjà « {code} »."),
        format!("Owner: it is “{code}” already.");
    has_platforms(code: &str, n: usize):
        format!("“{code}” còn {n} nền tảng: hãy chuyển (`tiendo move`) hoặc lưu trữ chúng trước."),
        format!("« {code} » a encore {n} {} : transférez-les (`tiendo move`) ou archivez-les d'abord.", fr(n, "plateforme", "plateformes")),
        format!("“{code}” still has {n} {}: move them (`tiendo move`) or archive them first.", en(n, "platform", "platforms"));
    other_list:
        "Thứ tự: chỉ xếp được giữa các bộ, giữa các nền tảng của một bộ, hoặc giữa các loại mốc.",
        "Ordre : seulement entre ministères, entre plateformes d'un ministère, ou entre types de jalon.",
        "Order: only among ministries, among the platforms of one ministry, or among kinds of milestone.";
    no_weight:
        "Trọng số: không thể tất cả đều bằng 0, vì không còn gì để tính tiến độ.",
        "Poids : tous ne peuvent être nuls, l'avancement n'aurait plus de base.",
        "Weight: not all can be 0, as no progress could be computed.";

    added_one(name: &str): format!("Đã thêm: {name}"), format!("Ajouté : {name}"), format!("Added: {name}");
    added_many(n: usize):
        format!("Đã thêm {n} mục"), format!("{n} {}", fr(n, "ligne ajoutée", "lignes ajoutées")), format!("{n} {} added", en(n, "row", "rows"));
    moved_one(name: &str, to: &str): format!("{name}: chuyển về {to}"), format!("{name} : transféré à {to}"), format!("{name}: moved to {to}");
    moved_many(n: usize, to: &str):
        format!("{n} nền tảng chuyển về {to}"),
        format!("{n} {} à {to}", fr(n, "plateforme transférée", "plateformes transférées")),
        format!("{n} {} moved to {to}", en(n, "platform", "platforms"));
    ordered_one(name: &str): format!("{name}: đã đổi thứ tự"), format!("{name} : ordre changé"), format!("{name}: order changed");
    ordered_many(n: usize): format!("Đã đổi thứ tự {n} mục"), format!("Ordre de {n} lignes changé"), format!("Order of {n} rows changed");
    archived_one(name: &str): format!("Đã đưa vào lưu trữ: {name}"), format!("Archivé : {name}"), format!("Archived: {name}");
    archived_many(n: usize):
        format!("Đã đưa {n} mục vào lưu trữ"), format!("{n} {}", fr(n, "ligne archivée", "lignes archivées")), format!("{n} rows archived");
    restored_one(name: &str): format!("Đã đưa trở lại danh mục: {name}"), format!("Remis dans la liste : {name}"), format!("Brought back: {name}");
    restored_many(n: usize): format!("Đã đưa {n} mục trở lại danh mục"), format!("{n} lignes remises dans la liste"), format!("{n} rows brought back");

    choose_owner: "Chuyển về bộ, ngành nào?", "Transférer à quel ministère ?", "Move to which ministry?";
    archived_title: "Lưu trữ: Enter đưa trở lại", "Archives : Entrée remet dans la liste", "Archived: Enter brings back";
    choose_ministry_first: "Chọn một bộ, ngành trước", "Choisissez d'abord un ministère", "Choose a ministry first";
    no_further: "Không còn chỗ để chuyển", "Pas plus loin dans cet ordre", "No further in this order";
    form_archive: "Đưa vào lưu trữ", "Archiver", "Archive";
    added_is_hidden: "Bộ lọc đang ẩn mục mới.", "Le filtre cache ce qui est ajouté.", "The filter hides what was added.";
    form_move: "Chuyển về bộ, ngành khác", "Transférer à un autre ministère", "Move to another ministry";
    confirm_archive(n: usize): format!("Đưa {n} mục vào lưu trữ?"), format!("Archiver {n} lignes ?"), format!("Archive {n} rows?");

    arg_what: "LOẠI", "SORTE", "SORT";
    arg_platforms_ministry: "NỀN_TẢNG… BỘ", "PLATEFORMES… MINISTÈRE", "PLATFORMS… MINISTRY";
    cmd_add: "thêm bộ, nền tảng, mốc hoặc loại mốc vào danh mục", "ajouter un ministère, une plateforme, un jalon ou un type de jalon", "add a ministry, a platform, a milestone or a kind of milestone";
    cmd_move: "chuyển nền tảng về bộ, ngành khác; bộ cũ vẫn được giữ", "transférer des plateformes à un autre ministère ; l'ancien reste visible", "move platforms to another ministry; the former one is kept";
    cmd_order: "đổi thứ tự trong danh mục", "changer l'ordre de la liste", "change the order of the list";
    cmd_archive: "đưa vào lưu trữ: không còn trong danh mục, không mất gì", "archiver : hors de la liste, sans rien perdre", "archive: out of the list, and nothing is lost";
    cmd_restore: "đưa trở lại danh mục", "remettre dans la liste", "bring back into the list";
    opt_archived: "những gì đã đưa vào lưu trữ, thay cho danh mục", "ce qui est archivé, au lieu de la liste", "what is archived, instead of the list";
    opt_what: "ministry, platform, milestone hoặc kind", "ministry, platform, milestone ou kind", "ministry, platform, milestone or kind";
    opt_new_code: "mã mới; với mốc: nền-tảng/loại-mốc", "nouveau code ; pour un jalon : plateforme/type", "the new code; for a milestone: platform/kind";
    opt_new_name: "tên tiếng Việt", "nom vietnamien", "Vietnamese name";
    opt_owner: "bộ, ngành chủ quản của nền tảng mới", "ministère de la nouvelle plateforme", "ministry of the new platform";
    opt_move: "một hoặc nhiều nền tảng, sau cùng là bộ, ngành", "une ou plusieurs plateformes, puis le ministère", "one or more platforms, then the ministry";
    opt_moved_on: "ngày chuyển (mặc định hôm nay)", "date du transfert (aujourd'hui sinon)", "date of the move (else today)";
    opt_archived_on: "ngày lưu trữ (mặc định hôm nay)", "date de l'archivage (aujourd'hui sinon)", "date of archiving (else today)";
    opt_deciding: "số văn bản quyết định", "numéro du document qui le décide", "number of the document that decided so";
    opt_targets: "nền tảng, nền-tảng/mốc, bộ (BYT) hoặc ministry:mã, kind:mã", "plateformes, plateforme/jalon, ministères (BYT) ou ministry:code, kind:code", "platforms, platform/milestone, ministries (BYT) or ministry:code, kind:code";
    opt_before: "ngay trước mục này", "juste avant cette ligne", "right before this one";
    opt_after: "ngay sau mục này", "juste après cette ligne", "right behind this one";
    opt_first: "lên đầu", "en tête", "to the top";
    opt_last: "xuống cuối", "en dernier", "to the end";
    milestone_of_platform: "Mốc ghi là nền-tảng/loại-mốc, ví dụ ndxp/pilot.", "Un jalon s'écrit plateforme/type, par exemple ndxp/pilot.", "A milestone is written platform/kind, such as ndxp/pilot.";
    move_needs_both: "Cần ít nhất một nền tảng, sau cùng là bộ, ngành.", "Donnez au moins une plateforme, puis le ministère.", "Give at least one platform, then the ministry.";
    order_needs_place: "Cần đúng một vị trí: --before, --after, --first hoặc --last.", "Donnez une place : --before, --after, --first ou --last.", "Give one place: --before, --after, --first or --last.";
    nothing_archived: "Không có gì trong lưu trữ.", "Rien n'est archivé.", "Nothing is archived.";
    head_reason: "lý do", "motif", "reason";
    head_since: "từ ngày", "depuis", "since";

    cmd_catalogue: "cập nhật theo danh mục mới, hoặc xuất danh mục hiện có", "reprendre une nouvelle liste, ou exporter celle-ci", "take over a new list, or export this one";
    opt_catalogue_action: "update TỆP hoặc export", "update FICHIER, ou export", "update FILE, or export";
    opt_new_list: "danh mục mới (JSON)", "la nouvelle liste (JSON)", "the new list (JSON)";
    opt_yes: "ghi nhận, không hỏi", "enregistrer sans demander", "record without asking";
    update_question(n: usize):
        format!("Ghi nhận {n} thay đổi? Gõ “c” để đồng ý:"),
        format!("Enregistrer {n} {} ? « o » pour oui :", fr(n, "changement", "changements")),
        format!("Record {n} {}? “y” for yes:", en(n, "change", "changes"));
    update_needs_yes:
        "Chưa ghi gì. Thêm --yes để ghi nhận.",
        "Rien n'est enregistré. Ajoutez --yes pour le faire.",
        "Nothing was recorded. Add --yes to do so.";
    list_updated(n: usize):
        format!("Đã cập nhật danh mục: {n} mục"),
        format!("Liste mise à jour : {n} {}", fr(n, "ligne", "lignes")),
        format!("List updated: {n} {}", en(n, "row", "rows"));

    former_owner(name: &str): format!("trước thuộc {name}"), format!("auparavant : {name}"), format!("formerly {name}");
    owned_until(date: &str): format!("đến {date}"), format!("jusqu'au {date}"), format!("until {date}");
    owned_from(since: &str, until: &str): format!("từ {since} đến {until}"), format!("du {since} au {until}"), format!("from {since} to {until}");
}

impl Lang {
    /// The fields that a kind of thing has, for the sentence that one of them is unknown.
    #[must_use]
    pub fn no_such_field(self, owner: Owner, name: &str) -> String {
        let known: Vec<&str> = Field::of(owner).map(|field| field.name).collect();
        self.unknown_field(&clean(name), &known.join(", "))
    }

    /// That a field must have a value.
    #[must_use]
    pub fn name_needed(self, name: &str) -> String {
        let field = Field::find(Owner::Kind, name).or_else(|| Field::find(Owner::Platform, name));
        self.needs_name(field.map_or(name, |field| self.pick(field.label)))
    }

    /// A recorded value, as people read it: dates in their way, ministries by name.
    #[must_use]
    pub fn list_value(self, field: &str, value: &Value, programme: &Programme) -> String {
        let is_former = |(head, part): (&str, _)| head.starts_with("move.") && part == "from";
        let is_owner = field == "ministry" || field.rsplit_once('.').is_some_and(is_former);
        let ministry = || match (is_owner, value.as_text()?.parse()) {
            (true, Ok(id)) => Some(programme.title(&Entity::Ministry(id), self)),
            _ => None,
        };
        let text = match value {
            Value::Bool(true) => self.value_yes().to_owned(),
            Value::Text(_) => ministry().unwrap_or_else(|| {
                value
                    .as_date()
                    .map_or_else(|| value.to_string(), |date| self.date(date))
            }),
            other => other.to_string(),
        };
        clean(&text).into_owned()
    }

    /// The title of the form for something new.
    #[must_use]
    pub const fn form_add(self, what: Owner) -> &'static str {
        self.pick(match what {
            Owner::Ministry => ["Thêm bộ, ngành", "Nouveau ministère", "New ministry"],
            Owner::Platform => ["Thêm nền tảng", "Nouvelle plateforme", "New platform"],
            Owner::Milestone => [
                "Thêm mốc riêng",
                "Nouveau jalon particulier",
                "New milestone of its own",
            ],
            Owner::Kind => [
                "Thêm loại mốc",
                "Nouveau type de jalon",
                "New kind of milestone",
            ],
        })
    }

    /// A kind of difference between two lists, as a heading.
    #[must_use]
    pub const fn revision_sort(self, sort: Sort) -> &'static str {
        self.pick(match sort {
            Sort::Added => ["Thêm", "Ajoutés", "Added"],
            Sort::Restored => ["Đưa trở lại", "Remis", "Brought back"],
            Sort::Renamed => ["Đổi tên", "Renommés", "Renamed"],
            Sort::Moved => ["Chuyển cơ quan chủ quản", "Transférés", "Moved"],
            Sort::Changed => ["Thay đổi khác", "Autres changements", "Other changes"],
            Sort::Reordered => ["Đổi thứ tự", "Réordonnés", "Reordered"],
            Sort::Archived => ["Đưa vào lưu trữ", "Archivés", "Archived"],
        })
    }

    /// A former owner of a platform: `trước thuộc Bộ Y tế, từ 01/01/2026 đến 01/11/2026 (12/QĐ)`.
    #[must_use]
    pub fn former(self, owner: &FormerOwner<'_>, programme: &Programme) -> String {
        let name = programme.title(&Entity::Ministry(owner.ministry.clone()), self);
        let mut text = self.former_owner(&clean(&name));
        let times = owner.until.map(|until| match owner.since {
            Some(since) => self.owned_from(&self.date(since), &self.date(until)),
            None => self.owned_until(&self.date(until)),
        });
        if let Some(times) = times {
            text = format!("{text}, {times}");
        }
        match owner.document {
            Some(document) => format!("{text} ({})", clean(document)),
            None => text,
        }
    }

    /// What a change of the list did, of `n` things, the first of them called `name`; `None` when it was no such change.
    pub(super) fn list_change(
        self,
        action: &str,
        first: &Change,
        (name, n): (&str, usize),
        programme: &Programme,
    ) -> Option<String> {
        let text = match (action, n) {
            ("add", 1) => self.added_one(name),
            ("add", _) => self.added_many(n),
            ("move", _) => {
                let to = first.to.as_ref()?;
                let to = self.list_value("ministry", to, programme);
                match n {
                    1 => self.moved_one(name, &to),
                    _ => self.moved_many(n, &to),
                }
            }
            ("order", 1) => self.ordered_one(name),
            ("order", _) => self.ordered_many(n),
            ("archive", 1) => self.archived_one(name),
            ("archive", _) => self.archived_many(n),
            ("catalogue", _) => self.list_updated(n),
            ("restore", 1) => self.restored_one(name),
            ("restore", _) => self.restored_many(n),
            _ => return None,
        };
        Some(text)
    }
}
