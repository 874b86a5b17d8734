//! Values that stand against each other, and how one of them is chosen.

use super::{en, fr};
use crate::domain::field::{self, Owner};
use crate::domain::{Entity, Lang, Programme, clean};
use crate::replica::conflicts::{Conflict, Said};

texts! {
    cmd_conflicts:
        "các giá trị trái nhau: ai ghi gì, khi nào, chọn thế nào",
        "les valeurs qui se contredisent : qui, quand, comment choisir",
        "values that contradict each other: who, when, how to choose";
    cmd_choose:
        "chọn một trong các giá trị trái nhau",
        "choisir une des valeurs qui se contredisent",
        "choose one of the values that contradict each other";
    opt_choice:
        "mã của giá trị, xem tiendo conflicts",
        "code de la valeur, voir tiendo conflicts",
        "code of the value, see tiendo conflicts";
    no_conflicts: "Không có giá trị nào trái nhau.", "Aucune valeur n'en contredit une autre.", "No values contradict each other.";
    conflicts_there(n: usize):
        format!("{n} trường có các giá trị trái nhau: xem tiendo conflicts"),
        format!("{n} {} des valeurs qui se contredisent : voir tiendo conflicts", fr(n, "champ a", "champs ont")),
        format!("{n} {} values that contradict each other: see tiendo conflicts", en(n, "field has", "fields have"));
    conflicts_listed(n: usize):
        format!("Hiện có {n} trường có các giá trị trái nhau:"),
        format!("{n} {} maintenant des valeurs qui se contredisent :", fr(n, "champ a", "champs ont")),
        format!("{n} {} values now that contradict each other:", en(n, "field has", "fields have"));
    conflicts_settle:
        "Chọn thế nào: tiendo conflicts", "Comment choisir : tiendo conflicts", "How to choose: tiendo conflicts";
    conflict_shown: "đang hiện", "affichée", "shown";
    conflict_from_list: "danh mục ban đầu", "liste de départ", "first list";
    conflicts_choose:
        "Lệnh dưới mỗi giá trị chọn giá trị đó.",
        "La commande sous chaque valeur la choisit.",
        "The command below each value chooses it.";
    conflicts_quote:
        "Tên thư mục dữ liệu có ký tự đặc biệt với shell, nên không có lệnh ở đây. Để chọn: tiendo choose MÃ MỤC TRƯỜNG; các tên có trong tiendo conflicts --json.",
        "Le nom du dossier de données a des signes que le shell interprète : aucune commande n'est donnée ici. Pour choisir : tiendo choose CODE CIBLE CHAMP ; ces noms sont dans tiendo conflicts --json.",
        "The name of the store has signs that a shell obeys, so no commands are given here. To choose: tiendo choose CODE TARGET FIELD; these names are in tiendo conflicts --json.";
    conflict_together(leader: &str):
        format!("được chọn cùng với “{leader}”"),
        format!("se choisit avec « {leader} »"),
        format!("is chosen together with “{leader}”");
    addition_taken_back: "đã rút lại việc thêm", "ajout annulé", "addition taken back";
    conflict_added(archive: &str):
        format!("Lệnh trên đưa trở lại danh mục; sau đó `{archive}` đưa hẳn vào lưu trữ."),
        format!("Cette commande le remet sur la liste ; ensuite `{archive}` l'archive pour de bon."),
        format!("This brings it back; then `{archive}` puts it away for good.");
    conflict_settled:
        "đã chọn giá trị này, không còn giá trị trái nhau",
        "valeur choisie, plus rien ne la contredit",
        "this value is chosen, nothing contradicts it any more";
    contested(names: &str):
        format!("các giá trị trái nhau ở {names}: xem tiendo conflicts"),
        format!("des valeurs se contredisent dans {names} : voir tiendo conflicts"),
        format!("values contradict each other in {names}: see tiendo conflicts");
    conflict_again:
        "có các giá trị trái nhau: xem tiendo conflicts",
        "des valeurs se contredisent : voir tiendo conflicts",
        "values contradict each other: see tiendo conflicts";
    conflict_left(fields: &str):
        format!("còn các giá trị trái nhau ở {fields}: xem tiendo conflicts"),
        format!("des valeurs se contredisent encore dans {fields} : voir tiendo conflicts"),
        format!("values still contradict each other in {fields}: see tiendo conflicts");
    conflict_over:
        "ở đây không còn giá trị trái nhau",
        "plus rien ne la contredit ici",
        "nothing contradicts it here any more";
    no_choice:
        "Mã này không phải của một trong các giá trị trái nhau của trường; xem tiendo conflicts.",
        "Ce code n'est pas celui d'une des valeurs qui se contredisent dans ce champ ; voir tiendo conflicts.",
        "This is not the code of one of the values that contradict each other in the field; see tiendo conflicts.";
    no_conflict_there(field: &str):
        format!("Trường “{field}” ở đó không có các giá trị trái nhau; xem tiendo conflicts."),
        format!("Le champ « {field} » n'a pas ici de valeurs qui se contredisent ; voir tiendo conflicts."),
        format!("The field “{field}” has no values there that contradict each other; see tiendo conflicts.");
}

impl Lang {
    /// A conflict's thing and field, in words.
    #[must_use]
    pub fn conflict_names(self, conflict: &Conflict, programme: &Programme) -> (String, String) {
        let Conflict { target, field, .. } = conflict;
        let (thing, label) = match target.parse::<Entity>() {
            Ok(thing) => (
                programme.title(&thing, self),
                field::label(&thing, field, self),
            ),
            Err(_) => (target.clone(), field.clone()),
        };
        (clean(&thing).into_owned(), clean(&label).into_owned())
    }

    /// One of the values of a conflict, as people read it.
    #[must_use]
    pub fn conflict_value(self, conflict: &Conflict, said: &Said, programme: &Programme) -> String {
        if conflict.is_of_addition() && conflict.values.first() == Some(said) {
            return self.addition_taken_back().to_owned();
        }
        let thing: Option<Entity> = said.target.parse().ok();
        let owner = thing.as_ref().and_then(Owner::of);
        let text = |value| self.value_of(owner, &said.field, value, programme);
        let value = said.value.as_ref();
        let value = value.map_or_else(|| self.nothing().to_owned(), text);
        let is_of_other = said.field != conflict.field || said.target != conflict.target;
        let Some(thing) = thing.filter(|_| is_of_other) else {
            return value;
        };
        let text = self.says_of(&field::label(&thing, &said.field, self), &value);
        if said.target == conflict.target {
            return text;
        }
        self.says_of(&clean(&programme.title(&thing, self)), &text)
    }

    /// The same with who says it.
    #[must_use]
    pub fn conflict_said(self, conflict: &Conflict, said: &Said, programme: &Programme) -> String {
        let by = said.by.as_ref();
        let by = by.map_or(self.conflict_from_list(), |signed| &signed.name);
        let value = self.conflict_value(conflict, said, programme);
        format!("{value} ({})", clean(by))
    }

    /// Who says a value, and when.
    #[must_use]
    pub fn conflict_by(self, said: &Said) -> String {
        match &said.by {
            Some(signed) => format!("{}, {}", clean(&signed.name), self.minute(signed.at)),
            None => self.conflict_from_list().to_owned(),
        }
    }
}
