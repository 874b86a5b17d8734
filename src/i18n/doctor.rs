//! How a store stands, and how it is mended.

use std::io::ErrorKind;

use super::{en, fr};
use crate::domain::{Lang, clean};
use crate::replica::health::Fault;
use crate::replica::repair::Step;
use crate::store::edited::{BadDocument, Place, Problem};
use crate::store::found::Reason;

texts! {
    cmd_verify: "kiểm tra từng dòng dữ liệu", "vérifier chaque ligne des données", "check every line of the data";
    cmd_doctor: "tình trạng kho dữ liệu, và cách sửa chữa", "l'état des données, et ce qui peut être réparé", "how the data stand, and what can be repaired";
    opt_repair: "sửa chữa, sau khi sao lưu", "réparer, après une sauvegarde", "repair, after a backup";
    lines(n: usize): format!("{n} dòng"), format!("{n} {}", fr(n, "ligne", "lignes")), format!("{n} {}", en(n, "line", "lines"));
    line_missing(writer: &str, id: &str):
        format!("{writer}: thiếu dòng {id}: chưa nhận được, hoặc đã mất"),
        format!("{writer} : la ligne {id} manque : pas encore reçue, ou perdue"),
        format!("{writer}: line {id} is missing: not yet received, or lost");
    line_forked(writer: &str, id: &str):
        format!("{writer}: dòng {id} rẽ nhánh: thiết bị bị sao chép hoặc quay lại trước đó"),
        format!("{writer} : la ligne {id} bifurque : appareil copié ou revenu en arrière"),
        format!("{writer}: line {id} forks: the device was copied or went back in time");
    line_lost(writer: &str, id: &str):
        format!("{writer}: dòng {id} đã được lưu từ máy này nhưng không còn"),
        format!("{writer} : la ligne {id}, enregistrée ici depuis cet ordinateur, n'y est plus"),
        format!("{writer}: line {id} was saved here by this computer and is gone");
    clock_ahead(writer: &str, days: i64):
        format!("{writer}: đồng hồ của thiết bị này chạy trước {days} ngày"),
        format!("{writer} : l'horloge de cet appareil avance de {days} {}", if days < 2 { "jour" } else { "jours" }),
        format!("{writer}: the clock of this device is {days} {} ahead", if days == 1 { "day" } else { "days" });
    clock_behind(writer: &str, days: i64):
        format!("{writer}: đồng hồ của thiết bị này chạy chậm {days} ngày"),
        format!("{writer} : l'horloge de cet appareil retarde de {days} {}", if days < 2 { "jour" } else { "jours" }),
        format!("{writer}: the clock of this device is {days} {} behind", if days == 1 { "day" } else { "days" });
    view_ahead(n: usize):
        format!("store.json được viết từ ít nhất {n} dòng không có ở đây: chưa nhận được, hoặc đã mất"),
        format!("store.json vient d'au moins {n} {} ici : pas encore {}, ou {}", fr(n, "ligne absente", "lignes absentes"), fr(n, "reçue", "reçues"), fr(n, "perdue", "perdues")),
        format!("store.json was made from at least {n} {} not here: not yet received, or lost", en(n, "line that is", "lines that are"));
    view_unreadable(reason: &str):
        format!("store.json không đọc được: {reason}"),
        format!("store.json est illisible : {reason}"),
        format!("store.json cannot be read: {reason}");
    view_not_regular: "không phải tệp thường", "ce n'est pas un fichier ordinaire", "it is not a regular file";
    by_hand_view_denied:
        "store.json: tự cấp quyền đọc cho mình, hoặc chuyển đi nơi khác; thay đổi tiếp theo sẽ viết lại tệp này",
        "store.json : donnez-vous le droit de le lire, ou déplacez-le ; le prochain changement le refait",
        "store.json: give yourself the right to read it, or move it elsewhere; the next change makes it anew";
    by_hand_view_blocked:
        "store.json: chuyển đi nơi khác; thay đổi tiếp theo sẽ viết lại tệp này",
        "store.json : déplacez-le ; le prochain changement le refait",
        "store.json: move it elsewhere; the next change makes it anew";
    backups_blocked(reason: &str):
        format!("backups/ không dùng được, không sao lưu được: {reason}"),
        format!("backups/ est inutilisable, aucune sauvegarde n'est possible : {reason}"),
        format!("backups/ cannot be used, there can be no backup: {reason}");
    not_backed_up(problem: &str):
        format!("Đã lưu, nhưng chưa sao lưu được nhật ký của hôm nay: {problem}"),
        format!("Enregistré, mais la sauvegarde du jour n'a pas pu être faite : {problem}"),
        format!("Saved, but today's backup could not be made: {problem}");
    view_place(place: Place, problem: &str):
        format!("store.json, dòng {}, cột {}: {problem}", place.line, place.column),
        format!("store.json, ligne {}, colonne {} : {problem}", place.line, place.column),
        format!("store.json, line {}, column {}: {problem}", place.line, place.column);
    document_empty:
        "tệp trống: trình soạn thảo có thể chưa lưu xong.",
        "le fichier est vide : un éditeur n'a peut-être pas fini de l'enregistrer.",
        "the file is empty: an editor may not have finished saving it.";
    document_json(reason: &str):
        format!("không phải JSON ({reason})."), format!("ce n'est pas du JSON ({reason})."), format!("this is no JSON ({reason}).");
    document_encoding: "không phải UTF-8.", "ce n'est pas de l'UTF-8.", "this is not UTF-8.";
    document_newer:
        "do phiên bản tiendo mới hơn viết; hãy cập nhật tiendo.",
        "écrit par une version plus récente de tiendo ; mettez tiendo à jour.",
        "a newer tiendo wrote this; update tiendo.";
    document_twice(name: &str):
        format!("“{name}” có hai lần ở đây."), format!("« {name} » figure deux fois ici."), format!("“{name}” stands here twice.");
    document_unknown(name: &str):
        format!("ở đây không có “{name}”."), format!("« {name} » n'a pas sa place ici."), format!("“{name}” does not belong here.");
    document_absent(name: &str):
        format!("thiếu “{name}”: bỏ khỏi tệp không phải là xóa."),
        format!("« {name} » manque : l'omettre ne supprime rien."),
        format!("“{name}” is missing: leaving it out removes nothing.");
    document_ahead:
        "tệp viết từ những dòng không có ở đây (chưa nhận được, hoặc đã mất) và có thể là nơi duy nhất còn giữ chúng, đừng xóa: hãy đợi, lấy lại chúng (tiendo merge), hoặc chấp nhận là đã mất (tiendo doctor --repair).",
        "le fichier vient de lignes absentes ici (pas encore reçues, ou perdues) et peut être seul à les connaître, ne le supprimez pas : attendez-les, retrouvez-les (tiendo merge), ou tenez-les pour perdues (tiendo doctor --repair).",
        "the file was made from lines that are not here (not yet received, or lost) and may be all that is left of them, do not delete it: wait for them, bring them back (tiendo merge), or settle that they are lost (tiendo doctor --repair).";
    document_shape(name: &str):
        format!("“{name}” sai dạng ghi."), format!("« {name} » n'a pas la bonne forme."), format!("“{name}” is not in the right form.");
    no_list:
        "danh sách nền tảng của kho này không có ở đây: chưa nhận được, hoặc đã mất; đang hiện danh sách khác thay vào, chưa ghi vào kho",
        "la liste de ce dossier n'est pas ici : pas encore reçue, ou perdue ; une autre est montrée à sa place, sans y être écrite",
        "the list of this store is not here: not yet received, or lost; another one is shown for it, and not written into it";
    view_newer:
        "store.json do phiên bản tiendo mới hơn viết, được giữ nguyên; hãy cập nhật tiendo",
        "store.json vient d'une version plus récente de tiendo et reste tel quel ; mettez tiendo à jour",
        "store.json was written by a newer tiendo and stays as it is; update tiendo";
    view_edited:
        "store.json đã bị sửa bằng tay: tiendo adopt ghi nhận, hoặc chỉ chỗ cần sửa lại",
        "store.json a été modifié à la main : tiendo adopt le reprend, ou dit ce qu'il faut corriger",
        "store.json was edited by hand: tiendo adopt records it, or says what to put right";
    newer_lines(n: usize):
        format!("{n} dòng của phiên bản mới hơn: được giữ nguyên; hãy cài phiên bản mới để dùng và ghi tiếp"),
        format!("{n} {} d'une version plus récente : conservées ; installez-la pour les utiliser et continuer", fr(n, "ligne", "lignes")),
        format!("{n} {} of a newer version: kept; install it to use them and to go on", en(n, "line", "lines"));
    store_is_sound: "Mọi dòng đều đúng.", "Tout est en ordre.", "Everything is sound.";
    nothing_else: "Không có lỗi nào khác.", "Aucun autre défaut.", "Nothing else is wrong.";
    faults_found(n: usize):
        format!("Có {n} lỗi; phần còn lại vẫn được dùng. Chi tiết và cách sửa: tiendo doctor"),
        format!("{n} {} ; le reste est utilisé. Détails et réparation : tiendo doctor", fr(n, "défaut", "défauts")),
        format!("{n} {} found; everything else is used. Details and repair: tiendo doctor", en(n, "fault", "faults"));
    faults_left(n: usize):
        format!("Còn {n} lỗi."), format!("Il reste {n} {}.", fr(n, "défaut", "défauts")), format!("{n} {} left.", en(n, "fault is", "faults are"));
    doctor_store(path: &str, lines: &str, writers: usize):
        format!("Kho dữ liệu {path}: {lines}, {writers} máy ghi"),
        format!("Données {path} : {lines}, {writers} {}", fr(writers, "poste", "postes")),
        format!("Store {path}: {lines} by {writers} {}", en(writers, "writer", "writers"));
    doctor_backups(n: usize, last: &str):
        format!("Bản sao lưu: {n}, mới nhất {last}"),
        format!("Sauvegardes : {n}, la dernière {last}"),
        format!("Backups: {n}, the last {last}");
    doctor_no_backups: "Chưa có bản sao lưu.", "Pas encore de sauvegarde.", "No backup yet.";
    doctor_settled(n: usize):
        format!("Đã xem và bỏ qua: {n}"),
        format!("Déjà vus et classés : {n}"),
        format!("Seen and settled before: {n}");
    doctor_found: "Có vấn đề:", "Défauts :", "Found:";
    doctor_plan: "tiendo doctor --repair sẽ:", "tiendo doctor --repair va :", "tiendo doctor --repair would:";
    doctor_done: "Đã làm:", "Fait :", "Done:";
    doctor_by_hand: "Phải tự làm:", "Reste à faire soi-même :", "Left to you:";
    by_hand_unwritable(problem: &str):
        format!("Hiện không lưu được gì: {problem}"),
        format!("Rien ne peut être enregistré : {problem}"),
        format!("Nothing can be saved: {problem}");
    by_hand_view_unwritable(problem: &str):
        format!("Thay đổi vẫn lưu được, nhưng hiện không viết được store.json: {problem}"),
        format!("Les changements s'enregistrent, mais store.json ne peut être écrit : {problem}"),
        format!("Changes can be saved, but store.json cannot be written: {problem}");
    by_hand_file(file: &str):
        format!("journal/{file}: cho phép đọc lại, hoặc chuyển đi nơi khác"),
        format!("journal/{file} : le rendre lisible, ou le déplacer"),
        format!("journal/{file}: make it readable, or move it away");
    by_hand_view:
        "store.json: nếu có ai sửa tệp này, hãy sửa cho đúng trước đã (chỗ sai ghi ở trên); sửa chữa chỉ cất nó vào quarantine/, kèm những gì chỉ nó còn giữ",
        "store.json : si quelqu'un l'a modifié, le corriger d'abord (l'endroit est dit plus haut) ; une réparation ne fait que le ranger dans quarantine/, avec ce qu'il est seul à savoir",
        "store.json: if somebody has edited it, put it right first (the place stands above); a repair only sets it aside in quarantine/, with what only it knows";
    by_hand_backup(name: &str):
        format!("backups/{name}: cho phép đọc lại, có thể còn dòng cần khôi phục"),
        format!("backups/{name} : le rendre lisible, des lignes à remettre peuvent s'y trouver"),
        format!("backups/{name}: make it readable, there may be lines in it to put back");
    step_back_up(name: &str):
        format!("sao lưu mọi nhật ký vào backups/{name}.jsonl"),
        format!("copier tous les journaux dans backups/{name}.jsonl"),
        format!("copy all journals to backups/{name}.jsonl");
    step_restore(backup: &str, lines: &str):
        format!("khôi phục {lines} từ backups/{backup}"),
        format!("remettre {lines} de backups/{backup}"),
        format!("put back {lines} from backups/{backup}");
    step_rescue(n: usize):
        format!("ghi lại dưới tên bạn {n} giá trị chỉ còn trong store.json, tệp này không ghi ai đã ghi"),
        format!("enregistrer à votre nom {n} {} que seul store.json connaît, sans dire de qui", fr(n, "valeur", "valeurs")),
        format!("record in your name {n} {} that only store.json knows, and not by whom", en(n, "value", "values"));
    step_remake:
        "cất store.json vào quarantine/ và viết lại",
        "mettre store.json de côté dans quarantine/ et le refaire",
        "set store.json aside in quarantine/ and make it anew";
    step_settle(n: usize):
        format!("đánh dấu {n} lỗi còn lại là đã xem, không báo nữa; dòng hỏng vẫn ở nguyên chỗ và trong quarantine/ (tối đa 256 MB)"),
        format!("classer {n} {}, sans plus les signaler ; les lignes abîmées restent en place et dans quarantine/ (256 Mo au plus)", fr(n, "défaut qui reste", "défauts qui restent")),
        format!("settle {n} {} left, and tell of {} no more; damaged lines stay where they are and in quarantine/ (256 MB at most)", en(n, "fault that is", "faults that are"), en(n, "it", "them"));
    by_hand_lost_of(writers: &str):
        format!("Các dòng đó do các thiết bị sau ghi: {writers}"),
        format!("Ces lignes viennent de ces appareils : {writers}"),
        format!("These lines were written by these devices: {writers}");
    writer_unknown: "không rõ người", "auteur inconnu", "person not known";
    step_remake_keeps(n: usize):
        format!("trong đó còn {n} giá trị của dòng đã mất, mà sau đó có người ghi giá trị khác"),
        format!("avec {n} {} lignes perdues, que quelqu'un a {} depuis", fr(n, "valeur de", "valeurs de"), fr(n, "remplacée", "remplacées")),
        format!("with {n} {} of lost lines in whose place somebody has set others since", en(n, "value", "values"));
    by_hand_lost_still(n: usize):
        format!("Ít nhất {n} dòng không có trong bản sao lưu nào. Nếu còn bản sao thư mục, tiendo merge THƯ_MỤC vẫn lấy lại được chúng"),
        format!("Au moins {n} {} dans aucune sauvegarde. S'il existe une copie du dossier, tiendo merge DOSSIER les remet, maintenant encore", fr(n, "ligne n'est", "lignes ne sont")),
        format!("At least {n} {} in none of the backups. If there is a copy of the folder, tiendo merge FOLDER still brings {} back", en(n, "line is", "lines are"), en(n, "it", "them"));
    by_hand_away:
        "Không còn gì của dữ liệu từng lưu ở đây: trước đã, hãy cắm lại ổ đĩa, hoặc đưa thư mục hay một bản sao của nó trở lại",
        "Il ne reste rien de ce qui avait été enregistré ici : d'abord rebrancher le disque, ou remettre le dossier ou une copie",
        "Nothing is left of what was saved here: first plug the disk in again, or bring the folder or a copy of it back";
    step_begins_anew:
        "sau đó, thay đổi tiếp theo bắt đầu một kho mới, trống",
        "ensuite, le prochain changement commence un nouveau dossier, vide",
        "after that, the next change begins a new, empty store";
    by_hand_lost(n: usize):
        format!("Ít nhất {n} dòng không có trong bản sao lưu nào. Nếu còn bản sao thư mục, hãy tiendo merge THƯ_MỤC trước khi sửa"),
        format!("Au moins {n} {} dans aucune sauvegarde. S'il existe une copie du dossier : tiendo merge DOSSIER avant de réparer", fr(n, "ligne n'est", "lignes ne sont")),
        format!("At least {n} {} in none of the backups. If there is a copy of the folder: tiendo merge FOLDER before the repair", en(n, "line is", "lines are"));
}

impl Lang {
    /// What is wrong, in a line.
    #[must_use]
    pub fn fault(self, fault: &Fault) -> String {
        match fault {
            Fault::Damage(damage) => self.damage(damage),
            Fault::Missing { writer, line } => self.line_missing(&clean(writer), &line.to_string()),
            Fault::Forked { writer, line } => self.line_forked(&clean(writer), &line.to_string()),
            Fault::Lost { writer, line } => self.line_lost(&clean(writer), &line.to_string()),
            Fault::Clock { writer, days, .. } if *days < 0 => {
                self.clock_behind(&clean(writer), -days)
            }
            Fault::Clock { writer, days, .. } => self.clock_ahead(&clean(writer), *days),
            Fault::NoList => self.no_list().to_owned(),
            Fault::ViewAhead(lines) => self.view_ahead(*lines),
            Fault::ViewUnreadable(bad) => self.view_place(bad.place, &self.document_problem(bad)),
            Fault::BackupsBlocked(reason) => self.backups_blocked(&clean(reason)),
            Fault::ViewBlocked(reason) => self.view_blocked(reason),
            Fault::ViewNewer => self.view_newer().to_owned(),
            Fault::ViewEdited => self.view_edited().to_owned(),
            Fault::Newer(lines) => self.newer_lines(*lines),
        }
    }

    /// Why what has the name of `store.json` cannot be read.
    fn view_blocked(self, reason: &Reason) -> String {
        match reason {
            Reason::NotRegular => self.view_unreadable(self.view_not_regular()),
            Reason::Unreadable(ErrorKind::PermissionDenied, _) => {
                self.view_unreadable(self.file_denied())
            }
            Reason::Unreadable(_, text) => self.view_unreadable(&clean(text)),
            _ => self.view_unreadable(self.damage_too_long()),
        }
    }

    /// What is wrong with a document.
    #[must_use]
    pub fn document_problem(self, bad: &BadDocument) -> String {
        match &bad.problem {
            Problem::Empty => self.document_empty().to_owned(),
            Problem::Json(reason) => self.document_json(&clean(reason)),
            Problem::Encoding => self.document_encoding().to_owned(),
            Problem::Newer => self.document_newer().to_owned(),
            Problem::Twice(name) => self.document_twice(&clean(name)),
            Problem::Unknown(name) => self.document_unknown(&clean(name)),
            Problem::Absent(name) => self.document_absent(&clean(name)),
            Problem::Ahead => self.document_ahead().to_owned(),
            Problem::Shape(name) => self.document_shape(&clean(name)),
        }
    }

    /// What a repair does, in a line.
    #[must_use]
    pub fn repair_step(self, step: &Step) -> String {
        match step {
            Step::BackUp(name) => self.step_back_up(name),
            Step::Restore { backup, lines } => self.step_restore(backup, &self.lines(*lines)),
            Step::Rescue(values) => self.step_rescue(*values),
            Step::RemakeView => self.step_remake().to_owned(),
            Step::Settle(faults) => self.step_settle(*faults),
        }
    }
}
