//! What stands in a row besides its name: the columns that can be chosen for platforms and milestones, on the board, on the
//! command line and in a view alike.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use jiff::civil::Date;

use super::listing::Ground;
use super::measure::Extremes;
use super::words::nearest;
use crate::domain::summary::progress_of;
use crate::domain::{Lang, Milestone, Platform, Rag, Status, Touch, assess};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The code of a platform.
    Code,
    /// The ministry of a platform.
    Ministry,
    /// The colour of a platform.
    Colour,
    /// The reporting status of a milestone.
    Status,
    /// How many are done of how many.
    Done,
    /// The part that is done.
    Progress,
    /// The part that should be done by now.
    Expected,
    /// How many milestones of a platform are overdue; by how many days a milestone is.
    Overdue,
    /// The due date: of a platform the next one of what is open.
    Due,
    /// The date now expected.
    Forecast,
    /// The date on which it was done.
    Actual,
    /// The date on which work began.
    Started,
    /// The days late: of a platform the most.
    Slippage,
    /// The numbers of the documents that prove it.
    Evidence,
    /// The focal point of a platform; who changed a milestone last.
    Person,
    /// When it was changed last.
    Updated,
    /// What stands in the way.
    Obstacle,
}

/// Whose rows have a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Platforms.
    Platforms,
    /// Milestones.
    Milestones,
}

/// One row of the table of columns.
struct Row {
    column: Column,
    code: &'static str,
    /// In Vietnamese, French and English.
    word: [&'static str; 3],
    /// Of platforms, of milestones.
    levels: [bool; 2],
    /// Its width on the board, in cells.
    width: usize,
}

const fn row(
    column: Column,
    code: &'static str,
    word: [&'static str; 3],
    levels: [bool; 2],
    width: usize,
) -> Row {
    Row {
        column,
        code,
        word,
        levels,
        width,
    }
}

const BOTH: [bool; 2] = [true, true];
const PLATFORMS: [bool; 2] = [true, false];
const MILESTONES: [bool; 2] = [false, true];

#[rustfmt::skip]
const TABLE: [Row; 17] = [
    row(Column::Code, "code", ["mã", "code", "code"], PLATFORMS, 14),
    row(Column::Ministry, "ministry", ["bộ", "ministère", "ministry"], PLATFORMS, 9),
    row(Column::Colour, "colour", ["màu", "couleur", "colour"], PLATFORMS, 10),
    row(Column::Status, "status", ["trạng thái", "statut", "status"], MILESTONES, 22),
    row(Column::Done, "done", ["xong", "fait", "done"], BOTH, 5),
    row(Column::Progress, "progress", ["tiến độ", "avancement", "progress"], BOTH, 10),
    row(Column::Expected, "expected", ["kế hoạch", "prévu", "expected"], BOTH, 8),
    row(Column::Overdue, "overdue", ["quá hạn", "retard", "overdue"], BOTH, 7),
    row(Column::Due, "due", ["thời hạn", "échéance", "due"], BOTH, 8),
    row(Column::Forecast, "forecast", ["dự kiến", "prévision", "forecast"], MILESTONES, 9),
    row(Column::Actual, "actual", ["hoàn thành", "achevé", "actual"], MILESTONES, 10),
    row(Column::Started, "started", ["bắt đầu", "commencé", "started"], MILESTONES, 8),
    row(Column::Slippage, "slippage", ["chậm", "glissement", "slippage"], BOTH, 6),
    row(Column::Evidence, "evidence", ["văn bản", "document", "evidence"], MILESTONES, 12),
    row(Column::Person, "person", ["người", "personne", "person"], BOTH, 12),
    row(Column::Updated, "updated", ["cập nhật", "mis à jour", "updated"], BOTH, 10),
    row(Column::Obstacle, "obstacle", ["vướng mắc", "difficulté", "obstacle"], BOTH, 18),
];

impl Column {
    /// Every column, in the order of the menu.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.column)
    }

    fn row(self) -> &'static Row {
        // The table has a row for each column, in their order: a test holds it.
        &TABLE[self as usize]
    }

    /// The stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The word for it in a language, which also stands above it.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        lang.pick(self.row().word)
    }

    /// Whether rows of this level have it.
    #[must_use]
    pub fn is_of(self, level: Level) -> bool {
        self.row().levels[level as usize]
    }

    /// Its width on the board, in cells.
    #[must_use]
    pub fn width(self) -> usize {
        self.row().width
    }

    /// Whether what stands in it is set to the right.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Done | Self::Progress | Self::Expected | Self::Overdue | Self::Slippage
        )
    }

    /// Whether days stand in it.
    #[must_use]
    pub const fn is_date(self) -> bool {
        matches!(
            self,
            Self::Due | Self::Forecast | Self::Started | Self::Actual | Self::Updated
        )
    }

    /// Whether what stands in it can be read when it is cut.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Code
                | Self::Ministry
                | Self::Colour
                | Self::Status
                | Self::Evidence
                | Self::Person
                | Self::Obstacle
        )
    }

    /// What stands in it for a platform; sums are those of the whole platform, whatever is hidden.
    #[must_use]
    pub fn of_platform(self, platform: &Platform, ground: &Ground<'_>) -> Cell {
        let tally = ground.summary.platform(&platform.id);
        let extremes = || Extremes::of(platform.milestones(), ground);
        let text = |field: &str| Cell::text(platform.values.text(field));
        match self {
            Self::Code => Cell::Text(platform.id.to_string()),
            Self::Ministry => {
                let id = platform.ministry.as_ref();
                let ministry = id.and_then(|id| ground.programme.ministry_entry(id));
                Cell::text(ministry.map(|(_, ministry)| {
                    let short = ministry.abbreviation.get(ground.lang);
                    if short.is_empty() {
                        ministry.name.get(ground.lang)
                    } else {
                        short
                    }
                }))
            }
            Self::Colour => Cell::Colour(ground.summary.rag(&platform.id)),
            Self::Done => Cell::Count(tally.done(), tally.total()),
            Self::Progress => Cell::Part(tally.progress.done),
            Self::Expected => Cell::Part(tally.progress.expected),
            Self::Overdue => Cell::number(tally.count(Status::Overdue)),
            Self::Due => Cell::date(extremes().due),
            Self::Slippage => Cell::days(extremes().slippage),
            Self::Person => text("focal_name"),
            Self::Updated => Cell::moment(platform.touch.as_ref(), ground),
            Self::Obstacle => text("obstacle"),
            Self::Status | Self::Forecast | Self::Actual | Self::Started | Self::Evidence => {
                Cell::Nothing
            }
        }
    }

    /// What stands in it for a milestone.
    #[must_use]
    pub fn of_milestone(self, milestone: &Milestone, ground: &Ground<'_>) -> Cell {
        let assessment = assess(milestone, ground.thresholds, ground.as_of);
        let progress = || progress_of(milestone, ground.as_of);
        match self {
            Self::Status => Cell::Status(assessment.status),
            Self::Done => Cell::Count(milestone.reached(), milestone.target.unwrap_or(1)),
            Self::Progress => Cell::Part(progress().done),
            Self::Expected => Cell::Part(progress().expected),
            Self::Overdue => Cell::days(assessment.overdue_days),
            Self::Due => Cell::date(milestone.baseline),
            Self::Forecast => Cell::date(milestone.forecast),
            Self::Actual => Cell::date(milestone.actual),
            Self::Started => Cell::date(milestone.started),
            Self::Slippage => Cell::days(assessment.slippage),
            Self::Evidence => {
                let numbers = milestone
                    .documents()
                    .filter_map(|one| one.number.as_deref());
                Cell::text(Some(&*numbers.collect::<Vec<_>>().join(", ")))
            }
            Self::Person => Cell::text(milestone.touch.as_ref().map(|touch| &*touch.by)),
            Self::Updated => Cell::moment(milestone.touch.as_ref(), ground),
            Self::Obstacle => Cell::text(milestone.values.text("obstacle")),
            Self::Code | Self::Ministry | Self::Colour => Cell::Nothing,
        }
    }
}

/// What stands in a row and a column, to be put into words.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Nothing,
    /// A text.
    Text(String),
    /// A date.
    Date(Date),
    /// Days late, less than none when early.
    Days(i32),
    /// A number.
    Number(u32),
    /// So many of so many.
    Count(u32, u32),
    /// A part, 0 to 1.
    Part(f64),
    /// A reporting status.
    Status(Status),
    /// A colour.
    Colour(Rag),
}

impl Cell {
    fn text(text: Option<&str>) -> Self {
        let text = text.filter(|text| !text.is_empty());
        text.map_or(Self::Nothing, |text| Self::Text(text.to_owned()))
    }

    fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Nothing, Self::Date)
    }

    fn moment(touch: Option<&Touch>, ground: &Ground<'_>) -> Self {
        let zone = &ground.thresholds.zone;
        Self::date(touch.map(|touch| zone.to_datetime(touch.at).date()))
    }

    fn days(days: Option<i32>) -> Self {
        days.map_or(Self::Nothing, Self::Days)
    }

    fn number(number: u32) -> Self {
        if number == 0 {
            Self::Nothing
        } else {
            Self::Number(number)
        }
    }
}

/// The columns that are chosen, in their order, each once; none are the usual ones.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Columns(Vec<Column>);

impl Columns {
    /// The chosen ones of a level.
    pub fn of(&self, level: Level) -> impl Iterator<Item = Column> {
        self.0
            .iter()
            .copied()
            .filter(move |column| column.is_of(level))
    }

    /// All that are chosen.
    pub fn iter(&self) -> impl Iterator<Item = Column> {
        self.0.iter().copied()
    }

    /// Whether none is chosen.
    #[must_use]
    pub const fn is_usual(&self) -> bool {
        self.0.is_empty()
    }

    /// At which place a column is chosen.
    #[must_use]
    pub fn place(&self, column: Column) -> Option<usize> {
        self.0.iter().position(|chosen| *chosen == column)
    }

    /// Chooses a column, as the last one, or not.
    pub fn toggle(&mut self, column: Column) {
        match self.place(column) {
            Some(place) => drop(self.0.remove(place)),
            None => self.0.push(column),
        }
    }
}

impl Display for Columns {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let codes: Vec<&str> = self.iter().map(Column::code).collect();
        f.write_str(&codes.join(","))
    }
}

/// A word that is no column; perhaps this code was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadColumn {
    /// The word.
    pub word: String,
    /// The code.
    pub meant: Option<&'static str>,
}

impl FromStr for Columns {
    type Err = BadColumn;

    /// Columns by their codes or words in any of the three languages, between commas.
    fn from_str(text: &str) -> Result<Self, BadColumn> {
        let mut columns = Self::default();
        for word in text
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
        {
            let wanted = super::key(word);
            let is_word = |known: &str| !wanted.is_empty() && super::key(known) == wanted;
            let found = TABLE
                .iter()
                .find(|row| is_word(row.code))
                .or_else(|| TABLE.iter().find(|row| row.word.into_iter().any(is_word)));
            let column = found.ok_or_else(|| BadColumn {
                word: word.to_owned(),
                meant: nearest(word, TABLE.iter().map(|row| row.code)),
            })?;
            if columns.place(column.column).is_none() {
                columns.0.push(column.column);
            }
        }
        Ok(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_column_has_its_row_its_level_and_words_of_its_own() {
        let mut seen = HashSet::new();
        for (place, row) in TABLE.iter().enumerate() {
            assert_eq!(row.column as usize, place, "{}", row.code);
            assert!(row.levels.contains(&true) && row.width > 2);
            assert!(seen.insert(row.code), "{}", row.code);
        }
        for lang in [Lang::Vi, Lang::Fr, Lang::En] {
            let words: HashSet<&str> = Column::all().map(|column| column.word(lang)).collect();
            assert_eq!(words.len(), TABLE.len(), "{lang}");
        }
    }

    #[test]
    fn columns_are_read_in_three_languages_and_written_as_they_are_read() {
        for (text, codes) in [
            ("due, slippage ,evidence", "due,slippage,evidence"),
            ("thời hạn,chậm,văn bản", "due,slippage,evidence"),
            ("échéance,glissement,document", "due,slippage,evidence"),
            ("due,due,,", "due"),
            ("", ""),
        ] {
            let columns: Columns = text.parse().unwrap();
            assert_eq!(columns.to_string(), codes, "{text}");
            assert_eq!(codes.parse(), Ok(columns), "{text}");
        }
        let bad: Result<Columns, _> = "due,slipage".parse();
        let (word, meant) = ("slipage".to_owned(), Some("slippage"));
        assert_eq!(bad, Err(BadColumn { word, meant }));
    }

    #[test]
    fn a_column_is_chosen_as_the_last_one_and_left_again() {
        let mut columns: Columns = "due,done".parse().unwrap();
        columns.toggle(Column::Colour);
        columns.toggle(Column::Due);
        assert_eq!(columns.to_string(), "done,colour");
        let of = |level| columns.of(level).collect::<Vec<_>>();
        assert_eq!(of(Level::Platforms), [Column::Done, Column::Colour]);
        assert_eq!(of(Level::Milestones), [Column::Done]);
    }
}
