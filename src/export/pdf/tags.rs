//! The structure tree of a screen file: what its marked content means, in the order in which it is read, and where its
//! links lead (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7). The outline is `display`'s; here it becomes objects.

use super::emit::{Marked, Place};
use super::objects::{box_of, text};
use super::{spoken, touch};
use crate::display::{Element, ElementId, Face, Headings, Link, Node, Page, Role, Sheets};
use crate::geom::{Length, Rect, Size};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use std::collections::BTreeMap;

/// What the catalog says of the tree.
#[derive(Clone)]
pub(super) struct Structure {
    pub root: ObjectId,
    /// Where there is more than one page.
    pub bookmarks: Option<ObjectId>,
    /// What viewers call the pages: by their sides.
    pub labels: Dictionary,
}

/// Writes the tree over finished pages; `is_second`: as ISO 14289-2 has it, with namespaces, and bookmarks that lead to
/// elements.
pub(super) fn write(doc: &mut Document, sheets: &Sheets, pages: &[(ObjectId, Marked)], is_second: bool) -> Structure {
    let root = doc.new_object_id();
    let document = doc.new_object_id();
    let namespace =
        is_second.then(|| doc.add_object(dictionary! { "Type" => "Namespace", "NS" => Object::string_literal(PDF_2) }));
    let mut tree = Tree {
        doc,
        language: &sheets.meta.language,
        namespace,
        parents: BTreeMap::new(),
        named: BTreeMap::new(),
        next: pages.len() as i64,
    };
    let mut headings = Headings::default();
    let (mut parts, mut names) = (Vec::new(), Vec::new());
    for (number, ((id, marked), page)) in pages.iter().zip(&sheets.pages).enumerate() {
        let nodes = page.placements.iter().filter_map(|placement| {
            let face = sheets.faces.get(placement.face)?;
            Some((placement.face, face, headings.outline(&face.elements)))
        });
        let nodes: Vec<(usize, &Face, Vec<Node>)> = nodes.collect();
        names.push((*id, heading(&nodes).unwrap_or(&page.name).to_string()));
        let mut on_page = OnPage::new(&mut tree, (*id, number), page, marked);
        parts.push(on_page.part(document, &nodes));
    }
    let kids: Vec<Object> = parts.iter().copied().map(Object::Reference).collect();
    let mut whole = dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => kids };
    whole.extend(&tree.space("Document"));
    tree.doc.set_object(document, whole);
    let numbers = std::mem::take(&mut tree.parents).into_iter().flat_map(|(key, value)| [key.into(), value]).collect();
    let next = tree.next;
    let named = std::mem::take(&mut tree.named).into_iter();
    let names_of_elements: Vec<Object> = named.flat_map(|(name, id)| [Object::string_literal(name), id.into()]).collect();
    let parents = doc.add_object(dictionary! { "Nums" => Object::Array(numbers) });
    let mut dict =
        dictionary! { "Type" => "StructTreeRoot", "K" => document, "ParentTree" => parents, "ParentTreeNextKey" => next };
    if !names_of_elements.is_empty() {
        dict.set("IDTree", dictionary! { "Names" => names_of_elements });
    }
    if let Some(namespace) = namespace {
        dict.set("Namespaces", vec![namespace.into()]);
    }
    doc.set_object(root, dict);
    let targets = is_second.then_some(parts);
    let bookmarks = (names.len() > 1).then(|| bookmarks(doc, names, targets.as_deref()));
    Structure { root, bookmarks, labels: labels(&sheets.pages) }
}

/// A label a page, its name and no number (ISO 32000-1, 12.4.2).
fn labels(pages: &[Page]) -> Dictionary {
    let label = |(number, page): (usize, &Page)| [Object::from(number as i64), dictionary! { "P" => text(&page.name) }.into()];
    dictionary! { "Nums" => pages.iter().enumerate().flat_map(label).collect::<Vec<Object>>() }
}

/// The words of the first heading.
fn heading<'f>(nodes: &[(usize, &'f Face, Vec<Node>)]) -> Option<&'f str> {
    nodes.iter().find_map(|(_, face, nodes)| {
        nodes.iter().find_map(|node| match node {
            Node::Heading(_, id) => Some(element(face, *id).text.as_str()),
            _ => None,
        })
    })
}

/// A bookmark a page; it leads to the page, or where there are elements given, to these (ISO 14289-2, 8.8).
fn bookmarks(doc: &mut Document, names: Vec<(ObjectId, String)>, elements: Option<&[ObjectId]>) -> ObjectId {
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = names.iter().map(|_| doc.new_object_id()).collect();
    for (i, (page, name)) in names.into_iter().enumerate() {
        let view: Vec<Object> = vec![page.into(), "Fit".into()];
        let mut entry = dictionary! { "Title" => text(&name), "Parent" => root };
        match elements.and_then(|all| all.get(i)) {
            Some(element) => {
                let on_element: Vec<Object> = vec![(*element).into(), "Fit".into()];
                entry.set("A", dictionary! { "S" => "GoTo", "D" => view, "SD" => on_element });
            }
            None => entry.set("Dest", view),
        }
        if let Some(before) = i.checked_sub(1) {
            entry.set("Prev", ids[before]);
        }
        if let Some(after) = ids.get(i + 1) {
            entry.set("Next", *after);
        }
        doc.set_object(ids[i], entry);
    }
    let (first, last) = (ids[0], ids[ids.len() - 1]);
    doc.set_object(root, dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => ids.len() as i64 });
    root
}

fn element(face: &Face, id: ElementId) -> &Element {
    &face.elements[id.0 as usize]
}

/// The namespace of PDF 2.0 (ISO 32000-2, 14.8.6).
const PDF_2: &str = "http://iso.org/pdf2/ssn";

/// The structure tree while it grows.
struct Tree<'a> {
    doc: &'a mut Document,
    /// Of the file.
    language: &'a str,
    /// Where elements are those of PDF 2.0.
    namespace: Option<ObjectId>,
    /// The parent tree: for a page what each of its marks belongs to, for an annotation its element.
    parents: BTreeMap<i64, Object>,
    /// Elements that have to be told apart, by their names.
    named: BTreeMap<String, ObjectId>,
    next: i64,
}

impl Tree<'_> {
    /// The namespace of a kind of element. That of quotations is the one of PDF 1.7, which nobody has to name.
    fn space(&self, kind: &str) -> Dictionary {
        self.namespace.iter().filter(|_| kind != "BlockQuote").fold(Dictionary::new(), |mut dict, namespace| {
            dict.set("NS", *namespace);
            dict
        })
    }
}

/// One page on its way into the tree.
struct OnPage<'t, 'a> {
    tree: &'t mut Tree<'a>,
    id: ObjectId,
    number: usize,
    sheet: Size,
    marked: &'t Marked,
    /// Numbers of the marks of each element, in the order of its words.
    marks: BTreeMap<Place, Vec<usize>>,
    /// What each mark belongs to.
    owners: Vec<Object>,
    annotations: Vec<Object>,
}

impl<'t, 'a> OnPage<'t, 'a> {
    fn new(tree: &'t mut Tree<'a>, (id, number): (ObjectId, usize), page: &Page, marked: &'t Marked) -> OnPage<'t, 'a> {
        let mut marks: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        for (i, mark) in marked.marks.iter().enumerate() {
            marks.entry(mark.place).or_default().push(i);
        }
        for of_element in marks.values_mut() {
            of_element.sort_by_key(|i| marked.marks[*i].source.start);
        }
        let owners = vec![Object::Null; marked.marks.len()];
        OnPage { tree, id, number, sheet: page.sheet, marked, marks, owners, annotations: Vec::new() }
    }

    /// Everything on the page; what the page dictionary has to say of it.
    fn part(&mut self, document: ObjectId, nodes: &[(usize, &Face, Vec<Node>)]) -> ObjectId {
        let part = self.tree.doc.new_object_id();
        let mut kids = Vec::new();
        for (face_number, face, nodes) in nodes {
            let mut on_face = OnFace { page: self, number: *face_number, face };
            kids.extend(nodes.iter().filter_map(|node| on_face.node(part, node)));
        }
        let name = nodes.iter().map(|(_, face, _)| face.name.as_str()).collect::<Vec<_>>().join(", ");
        self.set(part, "Part", document, kids, dictionary! { "T" => text(&name) });
        let owners = std::mem::take(&mut self.owners);
        self.tree.parents.insert(self.number as i64, Object::Array(owners));
        let annotations = std::mem::take(&mut self.annotations);
        if let Ok(page) = self.tree.doc.get_object_mut(self.id).and_then(Object::as_dict_mut) {
            page.set("StructParents", self.number as i64);
            page.set("Tabs", "S");
            if !annotations.is_empty() {
                page.set("Annots", annotations);
            }
        }
        part
    }

    /// A structure element; `more` is what it has beside its kind and its kids.
    fn set(&mut self, id: ObjectId, kind: &str, parent: ObjectId, kids: Vec<Object>, more: Dictionary) {
        let mut dict = dictionary! { "Type" => "StructElem", "S" => kind, "P" => parent, "Pg" => self.id };
        dict.extend(&more);
        dict.extend(&self.tree.space(kind));
        match <[Object; 1]>::try_from(kids) {
            Ok([kid]) => dict.set("K", kid),
            Err(kids) => dict.set("K", kids),
        }
        self.tree.doc.set_object(id, dict);
    }

    /// A link annotation, and the reference to it for its element.
    fn annotation(&mut self, owner: ObjectId, link: &Link, words: &str, places: &[Rect]) -> Option<Object> {
        let all = places.iter().copied().reduce(Rect::union)?;
        let uri = dictionary! { "Type" => "Action", "S" => "URI", "URI" => Object::string_literal(ascii(&link.target)) };
        let mut dict = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => box_of(all, self.sheet.height),
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "F" => 4,
            "Contents" => text(&leads(words, &link.target)),
            "A" => uri,
            "StructParent" => self.tree.next,
        };
        if places.len() > 1 {
            dict.set("QuadPoints", places.iter().flat_map(|place| self.corners(*place)).collect::<Vec<Object>>());
        }
        self.tree.parents.insert(self.tree.next, owner.into());
        self.tree.next += 1;
        let id = self.tree.doc.add_object(dict);
        self.annotations.push(id.into());
        Some(dictionary! { "Type" => "OBJR", "Obj" => id, "Pg" => self.id }.into())
    }

    /// Where a link is touched: on each of its lines; where it has one alone, with room for a finger.
    fn places(&self, place: Place, number: usize) -> Vec<Rect> {
        let all = &self.marked.links;
        let own = touch::lines(all.get(&(place, number)).map(Vec::as_slice).unwrap_or_default());
        let [line] = own[..] else { return own };
        let others = all.iter().filter(|(key, _)| **key != (place, number)).flat_map(|(_, places)| places);
        let others: Vec<Rect> = others.chain(self.marked.figures.values()).copied().collect();
        vec![touch::grown(line, &others, self.sheet.at(Length::ZERO, Length::ZERO))]
    }

    /// Upper left, upper right, lower left, lower right: the order that readers expect, whatever the standard says.
    fn corners(&self, place: Rect) -> Vec<Object> {
        let Object::Array(sides) = box_of(place, self.sheet.height) else { return Vec::new() };
        [0, 3, 2, 3, 0, 1, 2, 1].iter().filter_map(|i| sides.get(*i).cloned()).collect()
    }
}

/// A face on its page.
struct OnFace<'p, 't, 'a, 'f> {
    page: &'p mut OnPage<'t, 'a>,
    number: usize,
    face: &'f Face,
}

/// Marks in the order of painting.
fn painted(group: &[usize]) -> Vec<usize> {
    let mut group = group.to_vec();
    group.sort_unstable();
    group
}

impl OnFace<'_, '_, '_, '_> {
    fn node(&mut self, parent: ObjectId, node: &Node) -> Option<Object> {
        match node {
            Node::Heading(level, id) => self.leaf(parent, &format!("H{level}"), *id, Dictionary::new()),
            Node::Paragraph(id) => self.leaf(parent, "P", *id, Dictionary::new()),
            Node::Figure(id) => self.figure(parent, *id),
            Node::Caption(id) => self.leaf(parent, "Caption", *id, Dictionary::new()),
            Node::Note(all) => self.note(parent, all),
            Node::List(items) => {
                let is_numbered = items.iter().any(|(label, _)| label.is_some());
                let numbering = dictionary! { "O" => "List", "ListNumbering" => "Decimal" };
                let more = if is_numbered {
                    dictionary! { "A" => numbering }
                } else {
                    Dictionary::new()
                };
                self.branch(parent, "L", more, |own, list| items.iter().filter_map(|item| own.item(list, *item)).collect())
            }
            Node::Quote(all) => self.branch(parent, "BlockQuote", Dictionary::new(), |own, quote| {
                all.iter().filter_map(|id| own.leaf(quote, "P", *id, Dictionary::new())).collect()
            }),
            Node::Table(rows, caption) => self.branch(parent, "Table", Dictionary::new(), |own, table| {
                let rows: Vec<Object> = rows.iter().filter_map(|row| own.row(table, *row)).collect();
                let caption = caption.and_then(|id| own.leaf(table, "Caption", id, Dictionary::new()));
                rows.into_iter().chain(caption).collect()
            }),
        }
    }

    /// An element that holds others; none where they are none.
    fn branch(
        &mut self,
        parent: ObjectId,
        kind: &str,
        more: Dictionary,
        kids: impl FnOnce(&mut Self, ObjectId) -> Vec<Object>,
    ) -> Option<Object> {
        let id = self.page.tree.doc.new_object_id();
        let kids = kids(self, id);
        if kids.is_empty() {
            return None;
        }
        self.page.set(id, kind, parent, kids, more);
        Some(id.into())
    }

    /// Words beside the matter. In the first edition a note has a name of its own (ISO 14289-1, 7.9); the second keeps notes for
    /// what the words refer to (ISO 14289-2, 8.2.5.14), and knows what stands aside.
    fn note(&mut self, parent: ObjectId, all: &[ElementId]) -> Option<Object> {
        let is_second = self.page.tree.namespace.is_some();
        let name = format!("note-{:04}", self.page.tree.named.len() + 1);
        let (kind, more) = match is_second {
            true => ("Aside", Dictionary::new()),
            false => ("Note", dictionary! { "ID" => Object::string_literal(name.as_str()) }),
        };
        let note = self.branch(parent, kind, more, |own, note| {
            all.iter().filter_map(|id| own.leaf(note, "P", *id, Dictionary::new())).collect()
        })?;
        if let (false, Ok(id)) = (is_second, note.as_reference()) {
            self.page.tree.named.insert(name, id);
        }
        Some(note)
    }

    fn item(&mut self, list: ObjectId, (label, words): (Option<ElementId>, ElementId)) -> Option<Object> {
        self.branch(list, "LI", Dictionary::new(), |own, item| {
            let label = label.and_then(|label| own.leaf(item, "Lbl", label, Dictionary::new()));
            let body = own.leaf(item, "LBody", words, Dictionary::new());
            label.into_iter().chain(body).collect()
        })
    }

    fn row(&mut self, table: ObjectId, (key, value): (ElementId, ElementId)) -> Option<Object> {
        self.branch(table, "TR", Dictionary::new(), |own, row| {
            let scope = dictionary! { "O" => "Table", "Scope" => "Row" };
            let key = own.leaf(row, "TH", key, dictionary! { "A" => scope });
            key.into_iter().chain(own.leaf(row, "TD", value, Dictionary::new())).collect()
        })
    }

    /// An element of words: its marks, its links, and its words as they are written where the glyphs say them otherwise.
    fn leaf(&mut self, parent: ObjectId, kind: &str, id: ElementId, mut more: Dictionary) -> Option<Object> {
        let element = element(self.face, id);
        let marks = self.page.marks.remove(&(self.number, id))?;
        if element.language != self.page.tree.language {
            more.set("Lang", text(&element.language));
        }
        let marked = self.page.marked;
        let own = self.page.tree.doc.new_object_id();
        let mut kids = Vec::new();
        // From right to left marks stand in the order of painting, and what is on both sides of a link is read apart.
        let mut logical = marks;
        logical.sort_by_key(|mark| marked.marks[*mark].source.start);
        for group in logical.chunk_by(|a, b| marked.marks[*a].link == marked.marks[*b].link) {
            let group = &painted(group)[..];
            let link = marked.marks[group[0]].link.and_then(|link| Some((link, element.links.get(link)?)));
            kids.extend(match link {
                Some((_, link)) if link.target.is_empty() => vec![self.phrase(own, element, group, link)],
                Some((number, link)) => {
                    let places = self.page.places((self.number, id), number);
                    let within = self.page.tree.doc.new_object_id();
                    let words = element.text.get(link.range.start as usize..link.range.end as usize).unwrap_or_default();
                    let mut inner = self.heard(within, element, group, spoken::digits(words, &link.target));
                    inner.extend(self.page.annotation(within, link, words, &places));
                    self.page.set(within, "Link", own, inner, language(link));
                    vec![within.into()]
                }
                None => self.words(own, element, group),
            });
        }
        self.page.set(own, kind, parent, kids, more);
        Some(own.into())
    }

    /// Words in another language than their element.
    fn phrase(&mut self, parent: ObjectId, element: &Element, group: &[usize], link: &Link) -> Object {
        let span = self.page.tree.doc.new_object_id();
        let kids = self.words(span, element, group);
        self.page.set(span, "Span", parent, kids, language(link));
        span.into()
    }

    /// Marks of a link; in a span with what is heard of them where that is not what is written.
    fn heard(&mut self, parent: ObjectId, element: &Element, group: &[usize], alt: Option<String>) -> Vec<Object> {
        let Some(alt) = alt else { return self.words(parent, element, group) };
        let span = self.page.tree.doc.new_object_id();
        let kids = self.words(span, element, group);
        self.page.set(span, "Span", parent, kids, dictionary! { "Alt" => text(&alt) });
        vec![span.into()]
    }

    /// Marks of an element, one after the other; in a span with the words where the glyphs say them otherwise: words
    /// from right to left, with marks over letters, or parted by a hyphen.
    fn words(&mut self, parent: ObjectId, element: &Element, group: &[usize]) -> Vec<Object> {
        let marks = &self.page.marked.marks;
        let of = |i: &usize| &marks[*i];
        let start = group.iter().map(of).map(|mark| mark.source.start).min().unwrap_or_default();
        let end = group.iter().map(of).map(|mark| mark.source.end).max().unwrap_or_default();
        let written = element.text.get(start as usize..end as usize).unwrap_or_default();
        let shown: String = group.iter().map(of).map(|mark| mark.shown.as_str()).collect();
        let kids: Vec<Object> = group.iter().map(|i| Object::Integer(*i as i64)).collect();
        if shown.trim_end() == written.trim_end() {
            self.own(parent, group);
            return kids;
        }
        let span = self.page.tree.doc.new_object_id();
        self.own(span, group);
        self.page.set(span, "Span", parent, kids, dictionary! { "ActualText" => text(written) });
        vec![span.into()]
    }

    fn own(&mut self, owner: ObjectId, group: &[usize]) {
        for i in group {
            self.page.owners[*i] = owner.into();
        }
    }

    /// A picture, a logo or a code; inside a link where it leads somewhere.
    fn figure(&mut self, parent: ObjectId, id: ElementId) -> Option<Object> {
        let element = element(self.face, id);
        let place = (self.number, id);
        let marks = self.page.marks.remove(&place)?;
        let alt = match &element.role {
            Role::Figure { alt } => alt.as_str(),
            _ => "",
        };
        let mut more = dictionary! { "Alt" => text(alt) };
        if element.language != self.page.tree.language {
            more.set("Lang", text(&element.language));
        }
        let bounds = self.page.marked.figures.get(&place).copied();
        if let Some(bounds) = bounds {
            let bounds = box_of(bounds, self.page.sheet.height);
            more.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bounds });
        }
        let own = self.page.tree.doc.new_object_id();
        self.own(own, &marks);
        let kids = marks.iter().map(|i| Object::Integer(*i as i64)).collect();
        let Some((link, bounds)) = element.links.first().zip(bounds) else {
            self.page.set(own, "Figure", parent, kids, more);
            return Some(own.into());
        };
        let within = self.page.tree.doc.new_object_id();
        self.page.set(own, "Figure", within, kids, more);
        let mut inner = vec![own.into()];
        inner.extend(self.page.annotation(within, link, alt, &[bounds]));
        // What the second edition says of a link is what its annotation says (ISO 14289-2, 8.9.4.2).
        let more = match self.page.tree.namespace {
            None => dictionary! { "Alt" => text(alt) },
            Some(_) => Dictionary::new(),
        };
        self.page.set(within, "Link", parent, inner, more);
        Some(within.into())
    }
}

/// The language of a part, where it is one of its own.
fn language(link: &Link) -> Dictionary {
    link.language.iter().fold(Dictionary::new(), |mut dict, tag| {
        dict.set("Lang", text(tag));
        dict
    })
}

/// What is said of a link: its words and where it leads.
fn leads(words: &str, target: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words == target { target.to_string() } else { format!("{words}: {target}") }
}

/// A URI is ASCII (RFC 3986); what an author wrote beyond it is percent-encoded.
fn ascii(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for byte in target.bytes() {
        match byte {
            b'!'..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
