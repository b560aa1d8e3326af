//! The metadata packet (ISO 16684-1). Says what the Info dictionary says, and for PDF/X-4 what ISO 15930-7 asks for.

use super::Target;
use crate::display::Meta;
use crate::export::markup;
use crate::model::{Accessibility, Standard};
use std::fmt::Write;

/// What a file says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    Press(Standard),
    Accessible(Archival),
}

/// What a file for screens is, by its edition and whether files lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Archival {
    /// PDF/UA-1 and PDF/A-2a.
    A2a,
    /// PDF/UA-1 and PDF/A-3a.
    A3a,
    /// PDF/UA-2 and PDF/A-4.
    A4,
    /// PDF/UA-2 and PDF/A-4f.
    A4f,
}

impl Archival {
    /// What a target asks for.
    pub fn of(target: &Target) -> Archival {
        match (target.accessibility, target.attached.is_empty()) {
            (Accessibility::Ua1, true) => Archival::A2a,
            (Accessibility::Ua1, false) => Archival::A3a,
            (Accessibility::Ua2, true) => Archival::A4,
            (Accessibility::Ua2, false) => Archival::A4f,
        }
    }

    /// Properties of the packet that say so (ISO 19005-2, 6.6.4; ISO 19005-4, 6.7.3; ISO 14289-1, 5; ISO 14289-2, 5).
    fn says(self) -> &'static [&'static str] {
        match self {
            Archival::A2a => &["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", UA_1, UA_SCHEMA],
            Archival::A3a => &["<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", UA_1, UA_SCHEMA],
            Archival::A4 => &["<pdfaid:part>4</pdfaid:part>", REVISION, UA_2],
            Archival::A4f => &["<pdfaid:part>4</pdfaid:part>", REVISION, "<pdfaid:conformance>F</pdfaid:conformance>", UA_2],
        }
    }
}

const UA_1: &str = "<pdfuaid:part>1</pdfuaid:part>";
const UA_2: &str = "<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>";
const REVISION: &str = "<pdfaid:rev>2020</pdfaid:rev>";

/// PDF/A knows only its own schemas; others are described in the file (ISO 19005-2, 6.6.2.3).
const UA_SCHEMA: &str = r##"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>"##;

/// The namespaces of what an accessible file says of itself.
const UA_NAMESPACES: &str = " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
    xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
    xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"";

/// The packet as a whole. Every text is escaped: organizations are called `Smith & O'Malley <24/7>`.
pub(super) fn packet(meta: &Meta, identity: &[u8; 32], claim: Option<Claim>) -> String {
    let date = format!("{}T00:00:00Z", meta.date);
    let document = uuid(&identity[..16]);
    let instance = uuid(&identity[16..]);
    let mut body = String::new();
    let mut add = |line: String| {
        let _ = writeln!(body, "   {line}");
    };
    add("<dc:format>application/pdf</dc:format>".to_string());
    add(format!("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>", escaped(&meta.title)));
    add(format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escaped(&meta.author)));
    add(format!(
        "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:description>",
        escaped(&meta.subject)
    ));
    add(format!("<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>", escaped(&meta.language)));
    add("<xmp:CreatorTool>handbill</xmp:CreatorTool>".to_string());
    for key in ["CreateDate", "ModifyDate", "MetadataDate"] {
        add(format!("<xmp:{key}>{date}</xmp:{key}>"));
    }
    add("<pdf:Producer>handbill</pdf:Producer>".to_string());
    add(format!("<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>"));
    add(format!("<xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>"));
    if matches!(claim, Some(Claim::Press(_))) {
        add("<pdf:Trapped>False</pdf:Trapped>".to_string());
        add("<xmpMM:VersionID>1</xmpMM:VersionID>".to_string());
        add("<xmpMM:RenditionClass>default</xmpMM:RenditionClass>".to_string());
    }
    // PDF/X-1a says what it is in the Info dictionary alone.
    if claim == Some(Claim::Press(Standard::X4)) {
        add("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>".to_string());
    }
    let mut namespaces = "";
    if let Some(Claim::Accessible(archival)) = claim {
        namespaces = UA_NAMESPACES;
        archival.says().iter().for_each(|line| add((*line).to_string()));
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n \
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
         xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"{namespaces}>\n\
         {body}  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

/// Sixteen bytes in the shape of a UUID.
fn uuid(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32])
}

/// XML's five signs escaped, and signs that XML 1.0 has no way to write left out.
fn escaped(text: &str) -> String {
    let written: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    markup::escaped(&written).replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_the_packet() {
        let meta = Meta { title: "Smith & O'Malley <24/7>\u{7}".to_string(), ..Meta::default() };
        let packet = packet(&meta, &[7; 32], Some(Claim::Press(Standard::X4)));
        assert!(packet.contains("Smith &amp; O&apos;Malley &lt;24/7&gt;</rdf:li>"));
        assert!(!packet.contains('\u{7}'));
    }
}
