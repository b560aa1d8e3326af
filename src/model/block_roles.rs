//! The role that each block of a content has by what it says, is called or is.

use super::{Block, Body, Class, Kind, Payload, Role};

/// The role of each block of a content, in its order.
///
/// `text.headline`, `text.lead` and `text.act` are what they are called. Where none is called so, the first text is the
/// headline, unless an event has a title for it, and the next one without a heading is the lead. Words on which somebody's
/// safety hangs are never a headline by chance: such a text is a call to act.
pub fn roles(blocks: &[Block]) -> Vec<Role> {
    let mut roles: Vec<Option<Role>> = blocks.iter().map(stated).collect();
    let has_event = blocks.iter().any(|block| block.name.kind == Kind::Event);
    let is_free =
        |block: &Block, role: &Option<Role>| role.is_none() && block.name.kind == Kind::Text && block.class == Class::General;
    for (role, plain) in [(Role::Headline, false), (Role::Lead, true)] {
        if roles.contains(&Some(role)) || (role == Role::Headline && has_event) {
            continue;
        }
        let without_heading = |block: &Block| matches!(&block.body, Body::Text(text) if text.heading.is_none());
        let found = (0..blocks.len()).find(|i| is_free(&blocks[*i], &roles[*i]) && (!plain || without_heading(&blocks[*i])));
        if let Some(found) = found {
            roles[found] = Some(role);
        }
    }
    blocks.iter().zip(roles).map(|(block, role)| role.unwrap_or_else(|| of_kind(block))).collect()
}

/// As the block says, or as a text is called.
fn stated(block: &Block) -> Option<Role> {
    let of_name = match (block.name.kind, block.name.name.as_str()) {
        (Kind::Text, "headline") => Some(Role::Headline),
        (Kind::Text, "lead") => Some(Role::Lead),
        (Kind::Text, "act") => Some(Role::Act),
        _ => None,
    };
    block.placing.role.as_ref().map(|role| role.value).or(of_name)
}

fn of_kind(block: &Block) -> Role {
    match &block.body {
        Body::Text(_) if block.class == Class::Safety => Role::Act,
        Body::Text(_) => Role::Copy,
        Body::List(_) => Role::Points,
        Body::Steps(_) => Role::Steps,
        Body::Quote(_) => Role::Quote,
        Body::Stat(_) => Role::Figure,
        Body::Contact(_) => Role::Contact,
        Body::Qr(code) if matches!(code.payload, Payload::Place(_) | Payload::Map(_)) => Role::Map,
        Body::Qr(_) => Role::Code,
        Body::Image(_) => Role::Picture,
        Body::Logos(_) => Role::Logos,
        Body::Note(_) => Role::SmallPrint,
        Body::Event(_) => Role::Event,
    }
}
