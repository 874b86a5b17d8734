//! What the program says of what was done, and of what could not be: the same words on the board and the command line.

use std::collections::HashSet;
use std::io::ErrorKind;

use indexmap::IndexSet;

use super::{en, fr};
use crate::domain::field::{self, BadValue, Owner};
use crate::domain::milestone::State;
use crate::domain::{Change, Entity, Lang, Programme, Refusal, Value, clean, together};
use crate::replica::{CommitError, Recorded, RevertError};
use crate::store::edited::{Damaged, HandEdited};
use crate::store::found::{Damage, Reason};
use crate::store::line::BadLine;
use crate::store::{Emptied, Foreign, NewerView, StoreError};

texts! {
    unknown_thing(name: &str):
        format!("Không có “{name}” trong danh mục."),
        format!("« {name} » n'est pas dans la liste."),
        format!("There is no “{name}” in the list.");
    unknown_field(name: &str, known: &str):
        format!("Không có trường “{name}”; các trường: {known}."),
        format!("Le champ « {name} » n'existe pas ; champs : {known}."),
        format!("There is no field “{name}”; fields: {known}.");
    field_of_milestone(name: &str, platform: &str):
        format!("“{name}” là trường của mốc; hãy ghi {platform}/MỐC, như {platform}/plan."),
        format!("« {name} » est un champ de jalon ; écrivez {platform}/JALON, comme {platform}/plan."),
        format!("“{name}” is a field of a milestone; write {platform}/MILESTONE, such as {platform}/plan.");
    bad_number(label: &str, min: u32, max: u32):
        format!("{label}: cần một số nguyên từ {min} đến {max}."),
        format!("{label} : un nombre entier de {min} à {max} est attendu."),
        format!("{label}: a whole number from {min} to {max} is needed.");
    bad_email(label: &str):
        format!("{label}: không phải địa chỉ thư, như binh@moh.gov.vn."),
        format!("{label} : ce n'est pas une adresse, comme binh@moh.gov.vn."),
        format!("{label}: not an address, such as binh@moh.gov.vn.");
    bad_phone(label: &str):
        format!("{label}: không phải số điện thoại, như 024 3943 6163."),
        format!("{label} : ce n'est pas un numéro, comme 024 3943 6163."),
        format!("{label}: not a telephone number, such as 024 3943 6163.");
    bad_choice(label: &str, codes: &str):
        format!("{label}: chọn một trong {codes}."),
        format!("{label} : choisissez parmi {codes}."),
        format!("{label}: choose one of {codes}.");
    too_long(label: &str):
        format!("{label}: quá dài (tối đa 4096 byte)."),
        format!("{label} : trop long (4096 octets au plus)."),
        format!("{label}: too long (at most 4096 bytes).");
    bad_form(label: &str, value: &str):
        format!("{label}: “{value}” sai dạng ghi; ngày viết 2026-12-31, số viết không có dấu ngoặc."),
        format!("{label} : « {value} » n'a pas la bonne forme ; une date s'écrit 2026-12-31, un nombre sans guillemets."),
        format!("{label}: “{value}” is not in the right form; dates are 2026-12-31, numbers stand without quotes.");
    nothing_to_do: "Không có gì thay đổi.", "Rien à changer.", "Nothing to change.";
    already_done(date: &str):
        format!("Đã hoàn thành từ {date}."),
        format!("Déjà achevé le {date}."),
        format!("Already done on {date}.");
    not_done: "Mốc này chưa hoàn thành.", "Ce jalon n'est pas achevé.", "This milestone is not done.";
    not_counted:
        "Mốc này không đếm số lượng: chỉ có xong hoặc chưa xong.",
        "Ce jalon ne se compte pas : il est achevé ou non.",
        "This milestone is not counted: it is done or not done.";
    out_of_range(max: u32):
        format!("Số lượng phải từ 0 đến {max}."),
        format!("Le nombre doit être compris entre 0 et {max}."),
        format!("The number must be between 0 and {max}.");
    needs_date:
        "Đã đủ số lượng: cần ngày hoàn thành.",
        "Tout est atteint : la date d'achèvement est nécessaire.",
        "All are reached: the date of completion is needed.";
    empty_text: "Chưa nhập nội dung.", "Le texte est vide.", "The text is empty.";
    future_date(date: &str):
        format!("Ngày {date} ở trong tương lai: việc đã xảy ra không thể sau hôm nay."),
        format!("Le {date} est dans le futur : ce qui a eu lieu ne peut dater d'après aujourd'hui."),
        format!("{date} is in the future: what has happened cannot be after today.");
    past_forecast(date: &str):
        format!("Dự kiến {date} đã qua mà mốc chưa xong: hãy ghi ngày mới, hoặc ngày hoàn thành."),
        format!("La prévision du {date} est passée et le jalon n'est pas achevé : donnez une nouvelle date, ou celle de l'achèvement."),
        format!("The forecast {date} is past and the milestone is not done: give a new date, or the date of completion.");
    needs_document:
        "Đổi thời hạn đã giao cần số văn bản giao hạn mới.",
        "Changer une échéance fixée demande le numéro du nouveau document.",
        "Replacing an approved due date needs the number of the new document.";
    needs_reason:
        "Tạm dừng hoặc dừng hẳn cần ghi lý do.",
        "Suspendre ou abandonner demande un motif.",
        "Putting on hold or cancelling needs a reason.";
    holds_done:
        "Mốc đã hoàn thành không tạm dừng được; hãy mở lại trước (tiendo reopen).",
        "Ce qui est achevé ne se suspend pas ; rouvrez-le d'abord (tiendo reopen).",
        "What is done is not put on hold; reopen it first (tiendo reopen).";
    target_below(reached: u32):
        format!("Đã đạt {reached}: số lượng phải đạt không thể nhỏ hơn."),
        format!("{reached} sont déjà atteints : le nombre à atteindre ne peut être plus petit."),
        format!("{reached} are reached already: the number to reach cannot be smaller.");
    unknown_document(number: &str):
        format!("Không có văn bản số “{number}” ở mốc này."),
        format!("Aucun document « {number} » pour ce jalon."),
        format!("No document “{number}” on this milestone.");
    nothing_to_undo:
        "Không còn gì của bạn trên máy này để hoàn tác.",
        "Plus rien de vous, sur cet ordinateur, à annuler.",
        "Nothing of yours on this computer is left to undo.";
    nothing_to_redo:
        "Không còn gì của bạn trên máy này để làm lại.",
        "Plus rien de vous, sur cet ordinateur, à rétablir.",
        "Nothing of yours on this computer is left to redo.";
    worked_on(by: &str, code: &str):
        format!("{by} đã ghi nhận về “{code}” từ khi nó được thêm: rút lại thì những điều đó cũng biến mất. Để đưa vào lưu trữ: tiendo archive {code}"),
        format!("{by} a enregistré quelque chose sur « {code} » depuis son ajout, et cela disparaîtrait aussi. Pour l'archiver : tiendo archive {code}"),
        format!("{by} has recorded something of “{code}” since it was added, and that would vanish, too. To put it away: tiendo archive {code}");
    undo_before(line: &str):
        format!("; để rút lại việc trước đó: tiendo revert {line}"),
        format!(" ; pour reprendre l'action d'avant : tiendo revert {line}"),
        format!("; to take back what came before it: tiendo revert {line}");
    action_too_large:
        "Thao tác quá lớn; hãy chia nhỏ.",
        "L'action est trop grande ; divisez-la.",
        "The action is too large; divide it.";
    store_is_newer:
        "Dữ liệu do phiên bản tiendo mới hơn ghi: chỉ xem được. Hãy cập nhật tiendo.",
        "Des données viennent d'une version plus récente de tiendo : lecture seule. Mettez tiendo à jour.",
        "Some data comes from a newer tiendo: read only. Update tiendo.";

    store_path(path: &str, problem: &str):
        format!("{path}: {problem}"), format!("{path} : {problem}"), format!("{path}: {problem}");
    store_is_file:
        "đây không phải thư mục. Chọn thư mục khác bằng --store.",
        "ce n'est pas un dossier. Choisissez un autre dossier avec --store.",
        "this is not a folder. Choose another folder with --store.";
    store_denied:
        "không có quyền đọc hoặc ghi. Hãy tự cấp quyền cho mình.",
        "accès refusé en lecture ou en écriture. Donnez-vous les droits nécessaires.",
        "reading or writing is not allowed. Give yourself the rights to it.";
    store_read_only:
        "ổ đĩa chỉ cho đọc. Hãy cắm lại hoặc gắn lại để ghi được.",
        "le disque est en lecture seule. Rebranchez-le ou montez-le en écriture.",
        "the disk is read-only. Plug it in or mount it so that it can be written to.";
    store_full:
        "ổ đĩa đã đầy. Hãy giải phóng dung lượng.",
        "le disque est plein. Libérez de la place.",
        "the disk is full. Free some space.";
    store_gone:
        "thư mục không còn ở đó. Cắm lại ổ đĩa hoặc khôi phục thư mục.",
        "le dossier n'est plus là. Rebranchez le disque ou rétablissez le dossier.",
        "the folder is no longer there. Plug the disk in again or bring the folder back.";
    store_emptied:
        "dữ liệu từng lưu ở đây không còn. Cắm lại ổ đĩa hoặc đưa thư mục trở lại; nếu chắc chắn không còn: `tiendo doctor --repair`.",
        "ce qui avait été enregistré ici n’y est plus. Rebranchez le disque ou remettez le dossier ; s’il n’y en a vraiment plus : `tiendo doctor --repair`.",
        "what was saved here is gone. Plug the disk in again or bring the folder back; if there is surely nothing left: `tiendo doctor --repair`.";
    worker_died:
        "Phần lưu dữ liệu đã dừng vì lỗi chương trình: thay đổi cuối có thể chưa được lưu. Xem `tiendo log`.",
        "L’enregistrement s’est arrêté sur une erreur du programme : les derniers changements peuvent manquer. Voir `tiendo log`.",
        "Saving has stopped because of an error in the program: the last changes may not be saved. See `tiendo log`.";
    store_edited:
        "đã được sửa tay. `tiendo adopt` ghi nhận các sửa đổi, hoặc chỉ chỗ cần sửa lại; đến lúc đó tệp được giữ nguyên.",
        "modifié à la main. `tiendo adopt` reprend les modifications, ou dit ce qu'il faut corriger ; d'ici là le fichier reste tel quel.",
        "was edited by hand. `tiendo adopt` records the edits, or says what to put right; until then the file stays as it is.";
    store_damaged:
        "không đọc được: trống hoặc không phải JSON, nên không bị ghi đè. Hãy sửa lại, hoặc xem `tiendo doctor`.",
        "illisible : vide, ou pas du JSON ; il n'est donc pas remplacé. Corrigez-le, ou voyez `tiendo doctor`.",
        "cannot be read: it is empty or no JSON, and so is not written over. Put it right, or see `tiendo doctor`.";
    hand_edited(n: usize):
        format!("Ghi nhận {n} sửa đổi bằng tay trong store.json"),
        format!("{n} {} de store.json", fr(n, "modification manuelle reprise", "modifications manuelles reprises")),
        format!("{n} hand {} of store.json recorded", en(n, "edit", "edits"));
    store_foreign:
        "thư mục thuộc về người dùng khác. Nếu bạn tin tưởng, hãy đặt TIENDO_TRUST_STORE=1.",
        "le dossier appartient à un autre utilisateur. Si vous lui faites confiance : TIENDO_TRUST_STORE=1.",
        "the folder belongs to another user. If you trust it, set TIENDO_TRUST_STORE=1.";
    not_saved(problem: &str):
        format!("CHƯA LƯU — {problem}"), format!("NON ENREGISTRÉ — {problem}"), format!("NOT SAVED — {problem}");

    damage_line(file: &str, line: usize, problem: &str):
        format!("{file}, dòng {line}: {problem}"),
        format!("{file}, ligne {line} : {problem}"),
        format!("{file}, line {line}: {problem}");
    damage_denied:
        "không có quyền đọc tệp này: những gì ghi trong đó không hiện ra",
        "pas le droit de lire ce fichier : ce qu'il contient ne paraît pas",
        "no permission to read this file: what stands in it is not shown";
    damage_unfinished: "dòng dở dang, bỏ qua", "ligne incomplète, ignorée", "unfinished line, skipped";
    damage_unreadable: "dòng hỏng (không đọc được), bỏ qua", "ligne abîmée (illisible), ignorée", "damaged line (unreadable), skipped";
    damage_altered: "dòng bị sửa đổi (sai mã kiểm tra), bỏ qua", "ligne altérée (somme fausse), ignorée", "altered line (wrong hash), skipped";
    damage_shape: "không đúng định dạng, bỏ qua", "format inconnu, ignorée", "not the right shape, skipped";
    damage_time: "thời gian ngoài khoảng 2000–2199, bỏ qua", "date hors de 2000–2199, ignorée", "time outside 2000–2199, skipped";
    damage_too_long: "quá dài, bỏ qua", "trop long, ignoré", "too long, skipped";
    damage_more(n: usize):
        format!("thêm {n} dòng nữa không dùng được"),
        format!("{n} {} {} {}", fr(n, "autre", "autres"), fr(n, "ligne", "lignes"), fr(n, "inutilisable", "inutilisables")),
        format!("{n} more {} cannot be used", en(n, "line", "lines"));
    damage_not_regular: "không phải tệp thường, bỏ qua", "pas un fichier ordinaire, ignoré", "not a regular file, skipped";

    done_one(name: &str): format!("{name}: hoàn thành"), format!("{name} : achevé"), format!("{name}: done");
    done_many(n: usize):
        format!("Hoàn thành {n} mốc"),
        format!("{n} {}", fr(n, "jalon achevé", "jalons achevés")),
        format!("{n} {} done", en(n, "milestone", "milestones"));
    reopened_one(name: &str): format!("{name}: chưa hoàn thành"), format!("{name} : rouvert"), format!("{name}: reopened");
    reopened_many(n: usize):
        format!("Mở lại {n} mốc"),
        format!("{n} {}", fr(n, "jalon rouvert", "jalons rouverts")),
        format!("{n} {} reopened", en(n, "milestone", "milestones"));
    noted(name: &str): format!("Đã ghi chú: {name}"), format!("Note ajoutée : {name}"), format!("Note added: {name}");
    noted_many(n: usize):
        format!("Đã ghi chú cho {n} mục"), format!("Note ajoutée à {n} lignes"), format!("Note added to {n} rows");
    set_to(name: &str, label: &str, value: &str):
        format!("{name}: {label} = {value}"), format!("{name} : {label} = {value}"), format!("{name}: {label} = {value}");
    cleared(name: &str, label: &str):
        format!("{name}: xóa {label}"), format!("{name} : {label} effacé"), format!("{name}: {label} cleared");
    proved(name: &str): format!("{name}: đã ghi văn bản"), format!("{name} : document enregistré"), format!("{name}: document recorded");
    unproved(name: &str): format!("{name}: đã bỏ văn bản"), format!("{name} : document retiré"), format!("{name}: document taken off");
    says_of(name: &str, what: &str): format!("{name}: {what}"), format!("{name} : {what}"), format!("{name}: {what}");
    no_longer(state: &str):
        format!("không còn “{state}”"), format!("n'est plus « {state} »"), format!("no longer “{state}”");
    still(state: &str): format!("vẫn là “{state}”"), format!("toujours « {state} »"), format!("still “{state}”");
    stays(value: &str): format!("vẫn là {value}"), format!("reste {value}"), format!("{value} stays");
    and_more(n: usize):
        format!("và {n} thay đổi khác"),
        format!("et {n} {}", fr(n, "autre changement", "autres changements")),
        format!("and {n} more {}", en(n, "change", "changes"));
    set_for_many(label: &str, value: &str, n: usize):
        format!("{label} = {value} cho {n} mục"), format!("{label} = {value} pour {n} lignes"), format!("{label} = {value} for {n} rows");
    changed_for_many(label: &str, n: usize):
        format!("{label} của {n} mục đã đổi"), format!("{label} : {n} lignes changées"), format!("{label} of {n} rows changed");
    proved_many(n: usize):
        format!("Đã ghi văn bản cho {n} mốc"), format!("Document enregistré pour {n} jalons"), format!("Document recorded for {n} milestones");
    undone(what: &str): format!("Đã hoàn tác: {what}"), format!("Annulé : {what}"), format!("Undone: {what}");
    redone(what: &str): format!("Đã làm lại: {what}"), format!("Rétabli : {what}"), format!("Redone: {what}");
    taken_back(what: &str): format!("Đã rút lại: {what}"), format!("Retiré : {what}"), format!("Taken back: {what}");
    put_back(what: &str): format!("Đã khôi phục: {what}"), format!("Remis : {what}"), format!("Put back: {what}");
    unknown_line(name: &str):
        format!("Nhật ký không có mã “{name}”; `tiendo log` ghi mã ở đầu mỗi mục."),
        format!("L'historique n'a pas de ligne « {name} » ; `tiendo log` donne le code de chacune."),
        format!("The history has no line “{name}”; `tiendo log` shows the code of each.");
    ambiguous_line(name: &str, n: usize):
        format!("“{name}” là phần đầu của {n} mã trong nhật ký; hãy ghi dài hơn."),
        format!("« {name} » commence {n} codes de l'historique ; donnez-en plus."),
        format!("“{name}” begins {n} codes of the history; give more of it.");
    not_in_line(what: &str):
        format!("Thao tác này không sửa “{what}”."),
        format!("Cette action n'a pas changé « {what} »."),
        format!("This action did not change “{what}”.");
    already_taken_back(by: &str, at: &str):
        format!("{by} đã rút lại lúc {at}."), format!("Déjà retiré par {by}, le {at}."), format!("Already taken back by {by}, {at}.");
    changed_since(by: &str, at: &str):
        format!("Không rút lại: {by} đã sửa tiếp lúc {at}."),
        format!("Rien n'est retiré : {by} l'a changé depuis, le {at}."),
        format!("Not taken back: {by} has changed it since, {at}.");
    nothing_undone(what: &str, n: usize):
        format!("Không đổi gì: {what} · {n} giá trị giữ nguyên vì đã có người sửa sau đó"),
        format!("Rien n'a changé : {what} · {n} {} car quelqu'un les a changées depuis", fr(n, "valeur conservée", "valeurs conservées")),
        format!("Nothing has changed: {what} · {n} {} kept, as somebody has changed {} since", en(n, "value", "values"), en(n, "it", "them"));
    kept_since(n: usize):
        format!("{n} giá trị giữ nguyên vì đã có người sửa sau đó"),
        format!("{n} {} car quelqu'un les a changées depuis", fr(n, "valeur conservée", "valeurs conservées")),
        format!("{n} {} kept, as somebody has changed {} since", en(n, "value", "values"), en(n, "it", "them"));
    things_changed(n: usize):
        format!("{n} thay đổi"), format!("{n} {}", fr(n, "changement", "changements")), format!("{n} {}", en(n, "change", "changes"));
}

impl Lang {
    /// Why nothing was recorded.
    #[must_use]
    pub fn refusal(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Unknown(entity) => self.unknown_thing(&entity.to_string()),
            Refusal::UnknownName(name) => self.unknown_thing(&clean(name)),
            Refusal::UnknownField(Entity::Platform(id), name)
                if field::Field::find(Owner::Milestone, name).is_some() =>
            {
                self.field_of_milestone(&clean(name), id.as_str())
            }
            Refusal::UnknownField(entity, name) => {
                let owner = field::Owner::of(entity);
                let known: Vec<&str> = owner
                    .into_iter()
                    .flat_map(field::Field::of)
                    .map(|field| field.name)
                    .collect();
                self.unknown_field(&clean(name), &known.join(", "))
            }
            Refusal::BadValue(name, bad) => self.bad_value(name, bad),
            Refusal::Nothing => self.nothing_to_do().to_owned(),
            Refusal::AlreadyDone(date) => self.already_done(&self.date(*date)),
            Refusal::NotDone => self.not_done().to_owned(),
            Refusal::NotCounted => self.not_counted().to_owned(),
            Refusal::OutOfRange(max) => self.out_of_range(*max),
            Refusal::NeedsDate => self.needs_date().to_owned(),
            Refusal::Empty => self.empty_text().to_owned(),
            Refusal::Future(_, date) => self.future_date(&self.date(*date)),
            Refusal::PastForecast(date) => self.past_forecast(&self.date(*date)),
            Refusal::NeedsEvidence => self.needs_evidence().to_owned(),
            Refusal::NeedsDocument => self.needs_document().to_owned(),
            Refusal::NeedsReason => self.needs_reason().to_owned(),
            Refusal::HoldsDone => self.holds_done().to_owned(),
            Refusal::TargetBelow(reached) => self.target_below(*reached),
            Refusal::UnknownDocument(number) => self.unknown_document(&clean(number)),
            Refusal::NoSuchField(owner, name) => self.no_such_field(*owner, name),
            Refusal::Exists(entity) => self.code_exists(&entity.to_string()),
            Refusal::PutAway(entity) => self.put_away(&entity.to_string()),
            Refusal::AlreadyArchived => self.already_archived().to_owned(),
            Refusal::NotArchived => self.not_archived().to_owned(),
            Refusal::NeedsName(name) => self.name_needed(name),
            Refusal::NeedsMinistry => self.needs_ministry().to_owned(),
            Refusal::ArchivedMinistry(id) => self.archived_ministry(id.as_str()),
            Refusal::SameMinistry(id) => self.same_ministry(id.as_str()),
            Refusal::HasPlatforms(id, n) => self.has_platforms(id.as_str(), *n),
            Refusal::OtherList => self.other_list().to_owned(),
            Refusal::NoWeight => self.no_weight().to_owned(),
        }
    }

    /// Why a typed text is no value of the field.
    #[must_use]
    pub fn bad_value(self, label: &str, bad: &BadValue) -> String {
        match bad {
            BadValue::Date(bad) => self.bad_date(label, *bad),
            BadValue::Number(min, max) => self.bad_number(label, *min, *max),
            BadValue::Email => self.bad_email(label),
            BadValue::Phone => self.bad_phone(label),
            BadValue::Choice(codes) => self.bad_choice(label, &codes.join(", ")),
            BadValue::Code => self.bad_code(label),
            BadValue::Place => self.bad_place(label),
            BadValue::TooLong => self.too_long(label),
            BadValue::Form(value) => self.bad_form(label, &clean(value)),
        }
    }

    /// Why a change was not recorded.
    #[must_use]
    pub fn commit_error(self, error: &CommitError) -> String {
        match error {
            CommitError::Refused(refusal) => self.refusal(refusal),
            CommitError::NothingToUndo => self.nothing_to_undo().to_owned(),
            CommitError::NothingToRedo => self.nothing_to_redo().to_owned(),
            CommitError::Revert(error) => self.revert_error(error),
            CommitError::WorkedOn { entity, by, before } => {
                let stays = self.worked_on(&clean(by), &clean(entity));
                let before = before.map(|line| self.undo_before(&line.to_string()));
                stays + &before.unwrap_or_default()
            }
            CommitError::NoChoice => self.no_choice().to_owned(),
            CommitError::NoConflict(field) => self.no_conflict_there(&clean(field)),
            CommitError::TooLarge => self.action_too_large().to_owned(),
            CommitError::Newer => self.store_is_newer().to_owned(),
            CommitError::Store(error) => self.store_error(error),
        }
    }

    /// Why nothing was taken back.
    #[must_use]
    pub fn revert_error(self, error: &RevertError) -> String {
        match error {
            RevertError::UnknownLine(name) => self.unknown_line(&clean(name)),
            RevertError::AmbiguousLine(name, n) => self.ambiguous_line(&clean(name), *n),
            RevertError::NotInLine(what) => self.not_in_line(&clean(what)),
            RevertError::Already { by, at } => {
                self.already_taken_back(&clean(by), &self.minute(*at))
            }
            RevertError::ChangedSince { by, at } => {
                self.changed_since(&clean(by), &self.minute(*at))
            }
        }
    }

    /// What is wrong with the store, and what to do.
    #[must_use]
    pub fn store_error(self, error: &StoreError) -> String {
        let path = error.path.to_string_lossy();
        self.store_path(&clean(&path), &self.store_problem(error))
    }

    /// The same, where there may not be room for all of it: where it is stands last.
    #[must_use]
    pub fn store_trouble(self, error: &StoreError) -> String {
        let path = error.path.to_string_lossy();
        let problem = self.store_problem(error);
        format!("{} · {}", problem.trim_end_matches('.'), clean(&path))
    }

    fn store_problem(self, error: &StoreError) -> String {
        let source = error.source.get_ref();
        let foreign = source.is_some_and(<dyn std::error::Error + Send + Sync>::is::<Foreign>);
        let edited = source.is_some_and(<dyn std::error::Error + Send + Sync>::is::<HandEdited>);
        let damaged = source.is_some_and(<dyn std::error::Error + Send + Sync>::is::<Damaged>);
        let newer = source.is_some_and(<dyn std::error::Error + Send + Sync>::is::<NewerView>);
        let emptied = source.is_some_and(<dyn std::error::Error + Send + Sync>::is::<Emptied>);
        let problem = match error.source.kind() {
            _ if newer => self.document_newer(),
            _ if foreign => self.store_foreign(),
            _ if edited => self.store_edited(),
            _ if damaged => self.store_damaged(),
            _ if emptied => self.store_emptied(),
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => self.store_is_file(),
            ErrorKind::PermissionDenied => self.store_denied(),
            ErrorKind::ReadOnlyFilesystem => self.store_read_only(),
            ErrorKind::StorageFull
            | ErrorKind::QuotaExceeded
            | ErrorKind::FileTooLarge
            | ErrorKind::WriteZero => self.store_full(),
            ErrorKind::NotFound => self.store_gone(),
            _ => &error.source.to_string(),
        };
        problem.to_owned()
    }

    /// What in the store could not be used.
    #[must_use]
    pub fn damage(self, damage: &Damage) -> String {
        self.damage_in("journal", damage)
    }

    /// What in a folder of journals could not be used.
    #[must_use]
    pub fn damage_in(self, folder: &str, damage: &Damage) -> String {
        let problem = match &damage.reason {
            Reason::Line(BadLine::Unfinished) => self.damage_unfinished(),
            Reason::Line(BadLine::Unreadable) => self.damage_unreadable(),
            Reason::Line(BadLine::Altered) => self.damage_altered(),
            Reason::Line(BadLine::Shape(_)) => self.damage_shape(),
            Reason::Line(BadLine::Time) => self.damage_time(),
            Reason::Line(BadLine::TooLong) | Reason::TooLarge => self.damage_too_long(),
            Reason::More(n) => &self.damage_more(*n),
            Reason::NotRegular => self.damage_not_regular(),
            Reason::Unreadable(ErrorKind::PermissionDenied, _) => self.damage_denied(),
            Reason::Unreadable(_, text) => text,
        };
        let file = format!("{folder}/{}", damage.file);
        let file = clean(&file);
        match damage.line {
            0 => self.store_path(&file, problem),
            line => self.damage_line(&file, line, problem),
        }
    }

    /// One line on what was recorded.
    #[must_use]
    pub fn recorded(self, recorded: &Recorded, programme: &Programme) -> String {
        let text = self.told(recorded, programme);
        let more = match recorded.settled[..] {
            _ if !recorded.contested.is_empty() => self.conflict_again(),
            [] => return text,
            _ if !recorded.unsettled.is_empty() => {
                &self.conflict_left(&self.labels(&recorded.unsettled))
            }
            _ if recorded.of.is_some() => self.conflict_over(),
            _ => self.conflict_settled(),
        };
        format!("{text} · {more}")
    }

    /// The names of the fields of some changes.
    fn labels(self, changes: &[Change]) -> String {
        let labels = changes
            .iter()
            .map(|change| field::label(&change.entity, &change.field, self));
        let labels: IndexSet<String> = labels.collect();
        labels.into_iter().collect::<Vec<_>>().join(", ")
    }

    fn told(self, recorded: &Recorded, programme: &Programme) -> String {
        match recorded.action.as_str() {
            "undo" | "redo" | "revert" if recorded.of.is_some() => {
                let what = self.subject(recorded, programme);
                if recorded.changes.is_empty() && !recorded.kept.is_empty() {
                    return self.nothing_undone(&what, recorded.kept.len());
                }
                let text = match (recorded.action.as_str(), recorded.voided) {
                    ("undo", true) => self.undone(&what),
                    ("redo", false) => self.redone(&what),
                    (_, true) => self.taken_back(&what),
                    (_, false) => self.put_back(&what),
                };
                let text = self.with_kept(recorded, text);
                match self.standing(recorded, programme) {
                    Some(values) => format!("{text} · {}", self.stays(&values)),
                    None => text,
                }
            }
            "revert" => {
                let changes = turned(&recorded.changes);
                self.taken_back(&self.action("set", &changes, programme))
            }
            action => {
                let changes = with(&recorded.settled, &recorded.changes);
                self.action(action, &changes, programme)
            }
        }
    }

    fn with_kept(self, recorded: &Recorded, text: String) -> String {
        match recorded.kept.len() {
            0 => text,
            n => format!("{text} · {}", self.kept_since(n)),
        }
    }

    /// The values of others that an undo, a redo or a revert has left as they are, where they are not those that it is about.
    fn standing(self, recorded: &Recorded, programme: &Programme) -> Option<String> {
        let changed = |one: &Change| {
            let mut changes = recorded.changes.iter();
            changes.any(|change| (&change.entity, &change.field) == (&one.entity, &one.field))
        };
        let decided = recorded.settled.iter().chain(&recorded.contested);
        let others = decided.filter(|one| one.was != one.to && !changed(one));
        let values = others.filter_map(|one| Some(self.shown(one, one.to.as_ref()?, programme)));
        let values: Vec<String> = values.collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The action that an undo, a redo or a revert is about.
    fn subject(self, recorded: &Recorded, programme: &Programme) -> String {
        let action = recorded.of.as_deref().unwrap_or_default();
        // What was undone is told as it had been done.
        let restored = if recorded.voided {
            turned(&recorded.changes)
        } else {
            recorded.changes.clone()
        };
        let decided = [&recorded.settled[..], &recorded.contested].concat();
        let told = with(&turned(&decided), &restored);
        let changes = if told.is_empty() {
            &recorded.kept
        } else {
            &told
        };
        self.action(action, changes, programme)
    }

    fn action(self, action: &str, changes: &[Change], programme: &Programme) -> String {
        let dated = changes
            .iter()
            .filter(|change| change.field == "actual")
            .count();
        let Some(first) = changes.first() else {
            return self.things_changed(0);
        };
        let (name, owner) = self.names(&first.entity, programme);
        let about = (name.as_str(), things(changes));
        let of_list = self.list_change(action, first, about, programme);
        let text = match action {
            _ if of_list.is_some() => of_list.unwrap_or_default(),
            "hand-edit" => return self.hand_edited(changes.len()),
            "done" if dated > 1 => return self.done_many(dated),
            "reopen" if dated > 1 => return self.reopened_many(dated),
            "done" => match self.hold_ended(changes, programme) {
                Some(ended) => format!("{}, {ended}", self.done_one(&name)),
                None => self.done_one(&name),
            },
            "reopen" if is_on_hold(&first.entity, programme) => {
                let still = self.still(self.choice("on_hold"));
                format!("{}, {still}", self.reopened_one(&name))
            }
            "reopen" => self.reopened_one(&name),
            "note" => match things(changes) {
                1 => self.noted(&name),
                n => return self.noted_many(n),
            },
            "evidence" => match things(changes) {
                1 if first.to.is_none() => self.unproved(&name),
                1 => self.proved(&name),
                n => return self.proved_many(n),
            },
            _ => match things(changes) {
                1 => self.settings(changes, &name, programme),
                n => return self.setting_many(changes, n, programme),
            },
        };
        match owner {
            Some(owner) => format!("{text} · {owner}"),
            None => text,
        }
    }

    /// The name of a thing; for a milestone also that of its platform, which stands last, where it may be cut.
    fn names(self, entity: &Entity, programme: &Programme) -> (String, Option<String>) {
        let title = |entity: &Entity| clean(&programme.title(entity, self)).into_owned();
        match entity {
            Entity::Milestone(id) => {
                let platform = title(&Entity::Platform(id.platform.clone()));
                (title(&Entity::Kind(id.kind.clone())), Some(platform))
            }
            _ => (title(entity), None),
        }
    }

    /// The hold that ended, when one did.
    fn hold_ended(self, changes: &[Change], programme: &Programme) -> Option<String> {
        let mut ended = changes.iter().filter(|change| change.to.is_none());
        let state = ended.find(|change| change.field == "state")?;
        let was = self.shown(state, state.was.as_ref()?, programme);
        Some(self.no_longer(&was))
    }

    /// The first of several values of one thing, and how many more there are.
    fn settings(self, changes: &[Change], name: &str, programme: &Programme) -> String {
        let of_hold = together::decided_with("state");
        let is_of_hold =
            |change: &Change| of_hold.contains(&change.field.as_str()) || change.was == change.to;
        if let Some(ended) = self.hold_ended(changes, programme)
            && changes.iter().all(is_of_hold)
        {
            return self.says_of(name, &ended);
        }
        let text = changes
            .first()
            .map(|first| self.setting(first, name, programme))
            .unwrap_or_default();
        match changes.len() {
            0 | 1 => text,
            n => format!("{text} {}", self.and_more(n - 1)),
        }
    }

    /// One field of many things.
    fn setting_many(self, changes: &[Change], n: usize, programme: &Programme) -> String {
        let Some(first) = changes.first() else {
            return self.things_changed(0);
        };
        let label = field::label(&first.entity, &first.field, self);
        let alike = changes
            .iter()
            .filter(|change| change.field == first.field)
            .all(|change| change.to == first.to);
        match &first.to {
            Some(value) if alike => {
                self.set_for_many(&label, &self.shown(first, value, programme), n)
            }
            _ => self.changed_for_many(&label, n),
        }
    }

    fn shown(self, change: &Change, value: &Value, programme: &Programme) -> String {
        let owner = Owner::of(&change.entity);
        self.value_of(owner, &change.field, value, programme)
    }

    fn setting(self, change: &Change, name: &str, programme: &Programme) -> String {
        let label = field::label(&change.entity, &change.field, self);
        match &change.to {
            Some(value) => self.set_to(name, &label, &self.shown(change, value, programme)),
            None => self.cleared(name, &label),
        }
    }
}

/// What was decided about and has the value that it had, which is what was asked for, then what has changed.
fn with(decided: &[Change], changes: &[Change]) -> Vec<Change> {
    let fields = changes.iter().map(|change| (&change.entity, &change.field));
    let fields: HashSet<_> = fields.collect();
    let unchanged = decided
        .iter()
        .filter(|one| !fields.contains(&(&one.entity, &one.field)));
    unchanged.chain(changes).cloned().collect()
}

/// The changes the other way round.
fn turned(changes: &[Change]) -> Vec<Change> {
    let turn = |change: &Change| Change {
        was: change.to.clone(),
        to: change.was.clone(),
        ..change.clone()
    };
    changes.iter().map(turn).collect()
}

fn is_on_hold(entity: &Entity, programme: &Programme) -> bool {
    let Entity::Milestone(id) = entity else {
        return false;
    };
    let milestone = programme.milestone(id);
    milestone.is_some_and(|milestone| milestone.state == State::OnHold)
}

/// How many things some changes are about.
fn things(changes: &[Change]) -> usize {
    let entities: HashSet<&Entity> = changes.iter().map(|change| &change.entity).collect();
    entities.len()
}
