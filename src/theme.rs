//! A few colours become the named styles that everything is drawn with: dark, light and mono.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::{Rag, Status};
use crate::settings::ThemeName;
use crate::settings::colours::{Colours, DARK, LIGHT, NAMES};

/// How many colours the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Depth {
    /// 24 bits.
    #[default]
    True,
    /// The 256 of xterm.
    Palette,
    /// The 16 of ANSI, whose look is the terminal's.
    Ansi,
}

impl Depth {
    /// What a terminal says of itself in `COLORTERM` and `TERM`.
    #[must_use]
    pub fn of(colorterm: Option<&str>, term: Option<&str>) -> Self {
        let term = term.unwrap_or_default();
        match colorterm {
            Some("truecolor" | "24bit") => Self::True,
            _ if term.contains("direct") => Self::True,
            _ if term.contains("256color") => Self::Palette,
            _ => Self::Ansi,
        }
    }
}

/// The 16 ANSI colours have no fixed look; the ground stays the terminal's own.
const ANSI: [Color; 6] = [
    Color::Cyan,
    Color::Red,
    Color::Yellow,
    Color::Green,
    Color::Blue,
    Color::DarkGray,
];
/// Yellow cannot be read on white.
const ANSI_LIGHT: [Color; 6] = [
    Color::Blue,
    Color::Red,
    Color::Magenta,
    Color::Green,
    Color::Blue,
    Color::DarkGray,
];

/// The named styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whether colours are used at all.
    pub is_mono: bool,
    /// The ground: everything starts from it.
    pub base: Style,
    /// Less important text.
    pub dim: Style,
    /// What does not belong there any more.
    pub faded: Style,
    /// Lines and empty bars.
    pub faint: Style,
    /// Titles, and what the eye should find.
    pub strong: Style,
    /// The border and title of what has the focus.
    pub focus: Style,
    /// The row of the cursor in the focused pane.
    pub chosen: Style,
    /// The row of the cursor in the other panes.
    pub remembered: Style,
    /// Letters that were searched for.
    pub found: Style,
    /// Keys in hints.
    pub key: Style,
    /// Bad, late.
    pub red: Style,
    /// Needs attention.
    pub amber: Style,
    /// Good, done.
    pub green: Style,
    /// Under way.
    pub blue: Style,
    /// What stands out: that rows are hidden.
    pub label: Style,
    /// What is wrong and stays wrong.
    pub banner: Style,
}

impl Theme {
    /// The theme of this name for a terminal of this depth.
    #[must_use]
    pub fn new(name: ThemeName, depth: Depth) -> Self {
        match (name, depth) {
            (ThemeName::Mono, _) => Self::mono(),
            (ThemeName::Dark, Depth::Ansi) => Self::ansi(ANSI),
            (ThemeName::Light, Depth::Ansi) => Self::ansi(ANSI_LIGHT),
            (ThemeName::Own(colours), Depth::Ansi) => Self::ansi(own_ansi(&colours)),
            (ThemeName::Own(colours), _) => Self::of(&colours, depth),
            (ThemeName::Dark, _) => Self::of(&DARK, depth),
            (ThemeName::Light, _) => Self::of(&LIGHT, depth),
        }
    }

    fn of(palette: &Colours, depth: Depth) -> Self {
        let colour = |rgb| colour(rgb, depth);
        let base = Style::new()
            .fg(colour(palette.text))
            .bg(colour(palette.back));
        let on_base = |rgb| base.fg(colour(rgb));
        Self {
            is_mono: false,
            base,
            dim: on_base(palette.dim),
            faded: on_base(palette.dim).add_modifier(Modifier::DIM | Modifier::ITALIC),
            faint: on_base(palette.faint),
            strong: base.add_modifier(Modifier::BOLD),
            focus: on_base(palette.accent).add_modifier(Modifier::BOLD),
            chosen: Style::new()
                .bg(colour(palette.chosen))
                .add_modifier(Modifier::BOLD),
            remembered: Style::new().bg(colour(palette.remembered)),
            found: on_base(palette.amber).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            key: on_base(palette.accent),
            red: on_base(palette.red),
            amber: on_base(palette.amber),
            green: on_base(palette.green),
            blue: on_base(palette.blue),
            label: Style::new()
                .fg(colour(palette.back))
                .bg(colour(palette.amber))
                .add_modifier(Modifier::BOLD),
            banner: Style::new()
                .fg(colour(palette.back))
                .bg(colour(palette.red))
                .add_modifier(Modifier::BOLD),
        }
    }

    fn ansi([accent, red, amber, green, blue, faint]: [Color; 6]) -> Self {
        let base = Style::reset();
        Self {
            is_mono: false,
            base,
            dim: base,
            faded: base.add_modifier(Modifier::DIM | Modifier::ITALIC),
            faint: base.fg(faint),
            strong: base.add_modifier(Modifier::BOLD),
            focus: base.fg(accent).add_modifier(Modifier::BOLD),
            chosen: Style::new().add_modifier(Modifier::REVERSED),
            remembered: Style::new().add_modifier(Modifier::BOLD),
            found: base
                .fg(amber)
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            key: base.fg(accent),
            red: base.fg(red),
            amber: base.fg(amber),
            green: base.fg(green),
            blue: base.fg(blue),
            label: base
                .fg(amber)
                .add_modifier(Modifier::BOLD | Modifier::REVERSED),
            banner: base
                .fg(red)
                .add_modifier(Modifier::BOLD | Modifier::REVERSED),
        }
    }

    fn mono() -> Self {
        let base = Style::reset();
        let bold = base.add_modifier(Modifier::BOLD);
        Self {
            is_mono: true,
            base,
            dim: base,
            faded: base.add_modifier(Modifier::DIM | Modifier::ITALIC),
            faint: base,
            strong: bold,
            focus: bold.add_modifier(Modifier::REVERSED),
            chosen: Style::new().add_modifier(Modifier::REVERSED),
            remembered: Style::new().add_modifier(Modifier::BOLD),
            found: bold.add_modifier(Modifier::UNDERLINED),
            key: bold,
            red: bold,
            amber: bold,
            green: base,
            blue: base,
            label: bold.add_modifier(Modifier::REVERSED),
            banner: bold.add_modifier(Modifier::REVERSED),
        }
    }

    /// The style of a status.
    #[must_use]
    pub const fn status(&self, status: Status) -> Style {
        match status {
            Status::DoneOnTime | Status::DoneLate => self.green,
            Status::Overdue => self.red,
            Status::AtRisk | Status::DueSoon => self.amber,
            Status::OnTrack => self.blue,
            Status::NotDue | Status::NoDate | Status::OnHold | Status::Cancelled => self.dim,
        }
    }

    /// The style of a platform's colour.
    #[must_use]
    pub const fn rag(&self, rag: Rag) -> Style {
        match rag {
            Rag::Red => self.red,
            Rag::Amber => self.amber,
            Rag::Green | Rag::Complete => self.green,
            Rag::Grey => self.dim,
        }
    }
}

fn colour(rgb: u32, depth: Depth) -> Color {
    let [_, red, green, blue] = rgb.to_be_bytes();
    if depth == Depth::True {
        Color::Rgb(red, green, blue)
    } else {
        Color::Indexed(nearest([red, green, blue]))
    }
}

/// The colours of a theme of the user as those of a terminal that has sixteen.
fn own_ansi(colours: &Colours) -> [Color; 6] {
    const ANSI: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let Colours {
        accent,
        red,
        amber,
        green,
        blue,
        faint,
        ..
    } = *colours;
    [accent, red, amber, green, blue, faint].map(|rgb| {
        let [_, parts @ ..] = rgb.to_be_bytes();
        let all = ANSI.iter().zip(NAMES);
        let nearest = all.min_by_key(|(_, (_, other))| {
            let [_, other @ ..] = other.to_be_bytes();
            distance(parts, other)
        });
        nearest.map_or(Color::Reset, |(colour, _)| *colour)
    })
}

/// How far two colours are from each other.
fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    let parts = one.iter().zip(other);
    parts.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// The nearest of the 240 fixed colours of xterm.
fn nearest(rgb: [u8; 3]) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let cube = (0..216_u8).map(|n| {
        (
            16 + n,
            [
                STEPS[usize::from(n / 36)],
                STEPS[usize::from(n / 6 % 6)],
                STEPS[usize::from(n % 6)],
            ],
        )
    });
    let greys = (0..24_u8).map(|n| (232 + n, [8 + 10 * n; 3]));
    cube.chain(greys)
        .min_by_key(|(_, other)| distance(rgb, *other))
        .map_or(0, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_of_the_user_is_drawn_in_every_depth() {
        let own = ThemeName::Own(Colours {
            red: 0x00f0_1010,
            ..DARK
        });
        assert_eq!(
            Theme::new(own, Depth::True).red.fg,
            Some(Color::Rgb(0xf0, 0x10, 0x10))
        );
        assert_eq!(Theme::new(own, Depth::Ansi).red.fg, Some(Color::LightRed));
        assert_eq!(Theme::new(own, Depth::Ansi).base.bg, Some(Color::Reset));
    }

    #[test]
    fn a_terminal_is_believed_about_its_colours() {
        assert_eq!(Depth::of(Some("truecolor"), Some("xterm")), Depth::True);
        assert_eq!(Depth::of(None, Some("xterm-256color")), Depth::Palette);
        assert_eq!(Depth::of(None, Some("linux")), Depth::Ansi);
    }

    #[test]
    fn the_nearest_palette_colour_of_a_palette_colour_is_itself() {
        assert_eq!(
            [
                nearest([255, 0, 0]),
                nearest([8, 8, 8]),
                nearest([95, 135, 175])
            ],
            [196, 232, 67]
        );
    }
}
