"""The file around a paper: properties, language, and a package that is the same byte for byte."""

import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships
from lxml import etree

from tracker.papers.blocks import Paper
from tracker.papers.phrases import clean
from tracker.papers.styles import LANGUAGE
from tracker.papers.wml import Element, w

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # fixed by ECMA-376 for custom properties
_COMPATIBILITY = {
    "compatibilityMode": 15,  # without it Word opens the paper in compatibility mode
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
_KEPT = {RT.STYLES, RT.SETTINGS, RT.CORE_PROPERTIES, RT.OFFICE_DOCUMENT}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip file can hold


def _drop_ballast(relations: Relationships) -> None:
    """Leave out what the library's template brings along: its picture, themes, foreign fonts."""
    for key in [key for key, relation in relations.items() if relation.reltype not in _KEPT]:
        del relations[key]


def _fill_settings(settings: Element) -> None:
    uri = "http://schemas.microsoft.com/office/word"
    compat = (w("compatSetting", name=k, uri=uri, val=v) for k, v in _COMPATIBILITY.items())
    settings.clear()
    settings.extend(
        [
            w("zoom", percent=100),
            w("defaultTabStop", val=720),
            w("characterSpacingControl", val="doNotCompress"),
            w("compat", *compat),
            w("themeFontLang", val=LANGUAGE),
            w("decimalSymbol", val=","),
            w("listSeparator", val=";"),
        ]
    )


def _fill_core(core: CoreProperties, title: str, made_at: datetime | None) -> None:
    core.title = clean(title)[:255]
    core.language = LANGUAGE
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
    core.revision = 1
    if made_at:
        core.created = core.modified = made_at.astimezone(UTC).replace(tzinfo=None)
        return
    for day in core._element.xpath("dcterms:created | dcterms:modified"):
        core._element.remove(day)  # the library's template says 2013


def _custom_part(document: Document, properties: Mapping[str, str]) -> Part:
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _VALUES})
    for number, (name, value) in enumerate(sorted(properties.items()), start=2):
        node = etree.SubElement(root, f"{{{_CUSTOM}}}property")
        node.attrib.update({"fmtid": _FORMAT_ID, "pid": str(number), "name": clean(name)})
        etree.SubElement(node, f"{{{_VALUES}}}lpwstr").text = clean(value)
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, blob, document.part.package)


def prepare(document: Document, paper: Paper) -> None:
    """Give a fresh document the properties of `paper`: language, no author, custom properties."""
    package = document.part.package
    _drop_ballast(document.part.rels)
    _drop_ballast(package.rels)
    _fill_settings(document.settings.element)
    _fill_core(document.core_properties, paper.title, paper.made_at)
    if paper.properties:
        package.relate_to(_custom_part(document, paper.properties), RT.CUSTOM_PROPERTIES)


def sealed(document: Document) -> bytes:
    """The file; the same paper gives the same bytes, whatever the hour, so its hash means it."""
    loose, fixed = BytesIO(), BytesIO()
    document.save(loose)
    with (
        zipfile.ZipFile(loose) as source,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
