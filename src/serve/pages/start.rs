//! A folder without a project: what would you like to make, and who hands it out?

use super::{View, icon};
use crate::serve::starters::{Who, names};
use maud::{DOCTYPE, Markup, html};

/// `given` is what was typed and could not be taken, and why.
pub fn page(view: &View<'_>, given: Option<(&Who, &str)>) -> Markup {
    let (wrong, who) = (given.map(|(_, why)| why), given.map(|(who, _)| who.clone()).unwrap_or_default());
    let color = if who.color.is_empty() { "#14505c" } else { &who.color };
    let folder = view.studio.folder_name();
    html! {
        (DOCTYPE)
        html lang=(view.words.tag) {
            (view.head("handbill"))
            body {
                header.bar { span.brand { (icon("logo")) "handbill" } span.grow {} p.second { (view.words.fill("start.folder", &[("folder", &folder)])) } }
                main.start #main tabindex="-1" {
                    form.split action="/begin" method="post" enctype="multipart/form-data" {
                        div.body {
                            h1 #start-title { (view.w("start.title")) }
                            p.second { (view.w("start.choose")) }
                            fieldset.starters aria-labelledby="start-title" {
                                @for (at, name) in names().iter().enumerate() { (one(view, name, at == 0)) }
                            }
                        }
                        div.aside {
                            h2 { (view.w("start.who")) }
                            p.second { (view.w("start.later")) }
                            @if let Some(wrong) = wrong { p.notice.refused role="alert" { (icon("refused")) (wrong) } }
                            label.field { span { (view.w("start.name")) } input name="name" value=(who.name) required maxlength="200" autocomplete="organization"; }
                            label.field { span { (view.w("start.phone")) } input name="phone" value=(who.phone) type="tel"; }
                            label.field { span { (view.w("start.web")) } input name="web" value=(who.web) inputmode="url" placeholder="https://"; }
                            label.field { span { (view.w("start.logo")) } input name="logo" type="file" accept=".svg,.png,.jpg,.jpeg"; }
                            div.field { label for="color" { (view.w("start.color")) } div.row { input.swatch #color name="color" type="color" value=(color); } }
                            button.button.main type="submit" { (icon("right")) (view.w("start.begin")) kbd { "Enter" } }
                            p.second { (view.w("start.writes")) }
                        }
                    }
                }
            }
        }
    }
}

fn one(view: &View<'_>, name: &str, first: bool) -> Markup {
    html! {
        label.starter {
            span.thumb { img src={ "/starter/" (name) ".png" } alt="" loading="lazy"; }
            span.row { input type="radio" name="starter" value=(name) checked[first];
                strong { (view.words.of_name("starter", name)) } }
            span.second { (view.w(&format!("starter_what.{name}"))) }
        }
    }
}
