//! Drawing. Pure: the model and the look go in, cells come out.
//!
//! *Architecture invariant:* the view never writes; it borrows the model and knows neither the store nor the terminal.
//!
//! ```text
//!  tiến độ  55 nền tảng số dùng chung          ███▌┆··········  12,4 %  kế hoạch 10,0 %     header
//!  ✔ 53 hoàn thành   ! 98 quá hạn   ~ 7 nguy cơ      tính đến 23/11/2026  ● đã lưu
//! ╭ 1 Bộ, ngành 15 ─────╮╭ 2 Nền tảng 13 !11 ~2 ────╮╭ 3 Mốc 5/9 ───────────────────╮   panes
//! │  Tất cả      61/495 ││  Tất cả           31/117 ││ ✔ Kế hoạch chi tiết ██ 24/10 │
//! │▌ Bộ Công an  31/117 ││▌! Định danh và …     5/9 ││ ! Khảo sát nhu cầu  ·· 05/11 │
//! │                     ││                          │╰──────────────────────────────╯
//! │                     ││                          │╭ Chi tiết ────────────────────╮   details
//! ╰─────────────────────╯╰──────────────────────────╯╰──────────────────────────────╯
//!  Bộ Công an › Định danh và xác thực điện tử    ✔ Công bố kế hoạch: hoàn thành · u hoàn tác   footer
//!  Space xong  Enter mở  / tìm  u hoàn tác                                       ? trợ giúp
//! ```
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod ascii;
mod bar;
mod columns;
mod details;
mod entry;
mod filter;
mod find;
mod footer;
mod form;
mod header;
mod help;
mod history;
mod list;
pub mod look;
mod panes;
mod popup;
mod rows;
mod settings;
mod sort;
mod text;
mod views;
mod welcome;

use ratatui::Frame;

use crate::app::popup::above_hints;
use crate::app::{Mode, Model};
use crate::theme::Depth;
use look::Look;

/// Draws the whole screen.
pub fn draw(model: &Model, depth: Depth, frame: &mut Frame<'_>) {
    let look = &Look::new(model, depth);
    let area = frame.area();
    let layout = model.layout(area);
    frame.buffer_mut().set_style(area, look.theme.base);
    header::draw(look, layout.header, frame);
    filter::draw(look, layout.filter, frame);
    panes::draw(look, &layout, frame);
    details::draw(look, layout.details, frame);
    footer::draw(look, &layout, frame);
    let above_hints = above_hints(area);
    let popup = &model.popup(area).unwrap_or_default();
    match &model.mode {
        Mode::Board | Mode::Go | Mode::Arrange => {}
        Mode::Find(find) => find::draw(look, find, popup, frame),
        Mode::Filter(prompt) => filter::offer(look, prompt, &layout, frame),
        Mode::Sort(menu) => sort::draw(look, menu, popup, frame),
        Mode::Columns(menu) => columns::draw(look, menu, popup, frame),
        Mode::Views(menu) => views::draw(look, menu, popup, frame),
        Mode::History(history) => history::draw(look, history, popup, frame),
        Mode::Form(form) => form::draw(look, form, above_hints, frame),
        Mode::Confirm(confirm) => popup::confirm(look, confirm, above_hints, frame),
        Mode::Settings(screen) => settings::draw(look, screen, popup, frame),
        Mode::Welcome(welcome) => welcome::draw(look, welcome, above_hints, frame),
        Mode::Help(help) => help::draw(look, help, above_hints, frame),
        Mode::Details(offset) => {
            let columns = usize::from(area.width).saturating_sub(6).min(80);
            let lines = details::lines(look, model.board.focus, columns);
            popup::scrolled(
                look,
                look.lang.details_title(),
                lines,
                *offset,
                above_hints,
                frame,
            );
        }
    }
    if model.ascii {
        ascii::restrict(frame.buffer_mut());
    }
}
