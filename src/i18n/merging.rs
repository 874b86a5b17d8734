//! What came from another copy of the data.

use super::{en, fr};

texts! {
    cmd_merge:
        "gộp một bản sao dữ liệu được ghi riêng vào dữ liệu này",
        "réunir ces données avec une copie travaillée à part",
        "put a copy that was worked on apart together with this store";
    opt_merge:
        "thư mục dữ liệu khác, hoặc thư mục có tệp .jsonl, như backups; chỉ đọc",
        "un autre dossier de données, ou un dossier de fichiers .jsonl, comme backups ; seulement lu",
        "another store, or a folder of .jsonl files, such as backups; only read";
    merge_came(n: usize, by: &str):
        format!("Đã nhận {n} thao tác: {by}."),
        format!("{n} {} : {by}.", fr(n, "action reprise", "actions reprises")),
        format!("{n} {} came: {by}.", en(n, "action", "actions"));
    merge_would_come(n: usize, by: &str):
        format!("Sẽ nhận {n} thao tác: {by}."),
        format!("{n} {} : {by}.", fr(n, "action serait reprise", "actions seraient reprises")),
        format!("{n} {} would come: {by}.", en(n, "action", "actions"));
    merge_list: "Gồm cả danh mục ban đầu của kho kia.", "La liste de départ de là-bas en fait partie.", "The list that the other store starts from is among it.";
    merge_known(n: usize):
        format!("Đã có sẵn ở đây: {n}."), format!("Déjà connues ici : {n}."), format!("Known here already: {n}.");
    merge_nothing(n: usize):
        format!("Không có gì mới; đã có sẵn ở đây: {n} thao tác."),
        format!("Rien de nouveau ; {n} {} ici.", fr(n, "action déjà connue", "actions déjà connues")),
        format!("Nothing new; {n} {} known here already.", en(n, "action was", "actions were"));
    merge_edited(folder: &str):
        format!("{folder}/store.json đã bị sửa bằng tay, các sửa đổi đó không nằm trong nhật ký: chạy tiendo adopt ở đó, rồi merge lại."),
        format!("{folder}/store.json a été modifié à la main, et aucun journal n'a ces modifications : lancez tiendo adopt là-bas, puis de nouveau merge."),
        format!("{folder}/store.json was edited by hand, and no journal has these edits: run tiendo adopt there, then merge again.");
    merge_ahead(folder: &str):
        format!("{folder}/store.json viết từ những dòng không có ở cả hai bên: giữ lại thư mục đó, chạy tiendo doctor --store ở đó, rồi merge lại."),
        format!("{folder}/store.json vient de lignes qui ne sont d'aucun côté : gardez ce dossier, lancez-y tiendo doctor --store, puis de nouveau merge."),
        format!("{folder}/store.json was made from lines that neither side has: keep that folder, run tiendo doctor --store on it, then merge again.");
    merge_backup(name: &str):
        format!("Đã sao lưu trước vào backups/{name}.jsonl."),
        format!("Sauvegarde faite avant : backups/{name}.jsonl."),
        format!("Backup made before: backups/{name}.jsonl.");
    merge_damaged(n: usize):
        format!("Ở đó có {n} lỗi; phần còn lại vẫn được dùng."),
        format!("{n} {} là-bas ; le reste est utilisé.", fr(n, "défaut", "défauts")),
        format!("{n} {} found there; everything else is used.", en(n, "fault", "faults"));
    merge_no_folder: "không có thư mục này.", "ce dossier n'existe pas.", "there is no such folder.";
    merge_no_journals:
        "ở đây không có nhật ký (.jsonl). Hãy chọn thư mục dữ liệu, hoặc thư mục chứa các tệp đó.",
        "aucun journal (.jsonl) ici. Donnez un dossier de données, ou le dossier qui contient ces fichiers.",
        "no journal (.jsonl) is here. Give the folder of a store, or the one that such files are in.";
    merge_itself:
        "đây chính là dữ liệu này. Muốn lấy lại dòng đã mất từ bản sao lưu của nó: tiendo doctor.",
        "ce sont ces données mêmes. Pour reprendre des lignes perdues de leurs sauvegardes : tiendo doctor.",
        "this is the store itself. To bring lost lines back from its backups: tiendo doctor.";
}
