//! For terminals without UTF-8: the finished screen in ASCII. Letters lose their accents, lines and glyphs get the nearest
//! ASCII sign; no other part of the drawing knows of it.

use ratatui::buffer::Buffer;

/// Makes every cell ASCII.
pub(super) fn restrict(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let sign = sign(cell.symbol());
            cell.set_char(sign);
        }
    }
}

fn sign(symbol: &str) -> char {
    match symbol {
        "─" | "━" | "—" | "−" | "✕" => '-',
        "│" | "┃" | "┆" | "▏" | "↔" => '|',
        "╭" | "╮" | "╰" | "╯" | "┏" | "┓" | "┗" | "┛" => '+',
        "█" | "▉" | "▊" | "▋" => '#',
        "▌" | "›" | "→" => '>',
        "▍" | "▎" | "‖" => '=',
        "·" => '.',
        "…" => '~',
        "✔" => 'x',
        "≠" => '%',
        "◷" => '@',
        "◐" => '/',
        "○" | "◌" => 'o',
        "●" | "◆" => '*',
        "“" | "”" | "«" | "»" => '"',
        "’" => '\'',
        "←" => '<',
        "↑" | "⇧" => '^',
        "↓" => 'v',
        "\u{a0}" => ' ',
        _ => {
            let folded = crate::search::fold(symbol).text;
            let base = folded.chars().next().filter(char::is_ascii).unwrap_or('?');
            if symbol.chars().next().is_some_and(char::is_uppercase) {
                base.to_ascii_uppercase()
            } else {
                base
            }
        }
    }
}
