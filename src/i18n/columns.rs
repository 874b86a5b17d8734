//! What stands in a column, in words.

use crate::domain::Lang;
use crate::filter::columns::{BadColumn, Cell, Column};

texts! {
    columns_title: "Các cột", "Colonnes", "Columns";
    columns_usual: "như mặc định", "celles d'usage", "the usual ones";
    columns_chosen(columns: &str):
        format!("Các cột: {columns}"),
        format!("Colonnes : {columns}"),
        format!("Columns: {columns}");
    columns_of_platforms: "nền tảng", "plateformes", "platforms";
    columns_of_milestones: "mốc", "jalons", "milestones";
    columns_of_both: "nền tảng và mốc", "plateformes et jalons", "platforms and milestones";
    no_such_column(word: &str):
        format!("không có cột “{word}”"),
        format!("pas de colonne « {word} »"),
        format!("there is no column “{word}”");
    head_columns: "các cột", "colonnes", "columns";
    opt_columns:
        "các cột bên cạnh tên, như due,slippage,evidence; không đổi --json",
        "colonnes à côté des noms, comme due,slippage,evidence ; --json n'en dépend pas",
        "what stands beside the names, such as due,slippage,evidence; --json stays the same";
    arg_columns: "CỘT", "COLONNES", "COLUMNS";
}

impl Lang {
    /// What stands in a row and a column, for a listing.
    #[must_use]
    pub fn cell(self, cell: &Cell) -> String {
        match cell {
            Cell::Nothing => "–".to_owned(),
            Cell::Text(text) => text.clone(),
            Cell::Date(date) => self.date(*date),
            Cell::Days(days) => self.slippage_days(*days),
            Cell::Number(number) => number.to_string(),
            Cell::Count(done, all) => format!("{done}/{all}"),
            Cell::Part(part) => self.percent(*part),
            Cell::Status(status) => self.status(*status).to_owned(),
            Cell::Colour(rag) => self.rag(*rag).to_owned(),
        }
    }

    /// The same where there is little room.
    #[must_use]
    pub fn short_cell(self, cell: &Cell) -> String {
        match cell {
            Cell::Nothing => String::new(),
            Cell::Date(date) => self.short_date(*date),
            other => self.cell(other),
        }
    }

    /// Why a text names no columns.
    #[must_use]
    pub fn bad_column(self, bad: &BadColumn) -> String {
        let codes: Vec<&str> = Column::all().map(Column::code).collect();
        let known = || self.values_are(&codes.join(", "));
        let more = bad.meant.map_or_else(known, |word| self.meant(word));
        format!("{} · {more}", self.no_such_column(&bad.word))
    }
}
