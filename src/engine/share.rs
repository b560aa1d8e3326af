//! What networks show of a page of a site that somebody shares: its title, and the picture that was made for that. They take whole
//! addresses alone, so it is written where somebody has said where the site will be.

use super::BuildRequest;
use super::order::{Order, OrderStep};
use crate::deliver::{self, ArtifactKind, Delivery};
use crate::model::Purpose;
use crate::plan::Job;
use std::collections::BTreeMap;

/// The format that is made for it.
const FORMAT: &str = "screen-link";

/// What products say the same: content, event, row, organization and language.
type ShareKey<'j> = (&'j str, Option<&'j str>, Option<&'j str>, &'j str, &'j str);

fn words(job: &Job) -> ShareKey<'_> {
    (&job.content, job.event.as_deref(), job.row.as_deref(), &job.org, &job.language)
}

/// Gives each order the picture that is shown for it: that of the same words in the format for it, or its own first page.
pub(super) fn give_pictures(orders: &mut [Order], request: &BuildRequest) {
    if home(request).is_none() {
        return;
    }
    let is_link =
        |order: &&Order| order.job.format == FORMAT && !matches!(order.way, OrderStep::Refuse(_) | OrderStep::Stopped(_));
    let links: BTreeMap<ShareKey<'_>, String> = orders
        .iter()
        .filter(is_link)
        .map(|order| (words(&order.job), ArtifactKind::picture_path(&order.job.output, 0)))
        .collect();
    let picture = |order: &Order| match links.get(&words(&order.job)) {
        Some(picture) => picture.clone(),
        None => ArtifactKind::picture_path(&order.job.output, 0),
    };
    let pictures: Vec<String> = orders.iter().map(picture).collect();
    for (order, picture) in orders.iter_mut().zip(pictures) {
        order.picture = Some(picture).filter(|_| order.job.purpose == Purpose::Screen);
    }
}

/// The address of the site, with a slash at its end.
fn home(request: &BuildRequest) -> Option<String> {
    let home = request.site.as_deref().filter(|home| !home.is_empty())?;
    Some(format!("{}/", home.trim_end_matches('/')))
}

/// The lines for the head of a page. Nothing where the site has no address.
fn lines(order: &Order, request: &BuildRequest, folder: &str, title: &str) -> Option<String> {
    let (home, picture) = (home(request)?, order.picture.as_deref()?);
    let at = |path: &str| format!("{}{}", deliver::escaped(&home), deliver::address(path, folder));
    let page = ArtifactKind::Words("html").path(&order.job.output);
    Some(format!(
        "<meta property=\"og:type\" content=\"article\">\n<meta property=\"og:title\" content=\"{title}\">\n\
         <meta property=\"og:url\" content=\"{}\">\n<meta property=\"og:image\" content=\"{}\">\n\
         <meta property=\"og:image:alt\" content=\"{title}\">\n<meta name=\"twitter:card\" content=\"summary_large_image\">\n",
        at(&page),
        at(picture)
    ))
}

/// The page with what networks show of it. Nothing where it is as it should be.
pub(super) fn page(order: &Order, request: &BuildRequest, folder: &str, page: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(page).ok()?;
    let title = text.split("<title>").nth(1)?.split("</title>").next()?;
    let lines = lines(order, request, folder, &title.replace('"', "&quot;"))?;
    if text.contains(&lines) {
        return None;
    }
    let (head, rest) = text.split_once("<style>")?;
    Some(format!("{head}{lines}<style>{rest}").into_bytes())
}

/// Whether a page that lies there says where the site is, if it has to.
pub(super) fn is_said(delivery: &Delivery, order: &Order, request: &BuildRequest) -> bool {
    let path = ArtifactKind::Words("html").path(&order.job.output);
    let Some(there) = order.picture.as_ref().and_then(|_| delivery.read(&path)) else { return true };
    page(order, request, delivery.folder(), &there).is_none()
}
