"""The zip around a Word or Excel file: written the same every time, and mended before it is read.

Only this module knows the order, the dates and the flags of zip entries.
"""

import io
import zipfile
from collections.abc import Mapping

_FIRST = ("[Content_Types].xml", "_rels/.rels")
# The first day that a zip can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Named, as the default of the library may change, and with it the bytes.
_LEVEL = 6
_LARGEST = 64 * 1024 * 1024
_OFFICE_CORE = b"officeDocument/2006/relationships/metadata/core-properties"
_PACKAGE_CORE = b"package/2006/relationships/metadata/core-properties"


def read_parts(package: bytes) -> dict[str, bytes]:
    """The parts of such a file by name.

    `ValueError` where a name comes twice or it unpacks to too much.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        if len(set(names)) != len(names):
            raise ValueError("a part comes twice")
        if sum(entry.file_size for entry in entries) > _LARGEST:
            raise ValueError("the file unpacks to too much")
        return {entry.filename: archive.read(entry) for entry in entries}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """The same bytes for the same parts: a fixed order, no time or system of their making."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Python writes the system that it runs on here, and its rights below.
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, parts[name])
    return packed.getvalue()


def mended(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with the relationship to the core properties typed as the standard has it.

    LibreOffice writes the office type; python-docx then misses the part and adds a second of the
    same name.
    """
    relations = parts.get("_rels/.rels", b"")
    for written in (_OFFICE_CORE, _OFFICE_CORE.replace(b"officeDocument", b"officedocument")):
        relations = relations.replace(written, _PACKAGE_CORE)
    return {**parts, "_rels/.rels": relations}
