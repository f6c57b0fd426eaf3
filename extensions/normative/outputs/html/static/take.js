/* Takes a view of a table along: on paper, or as a workbook, with the title, the choices in words, the date and the status
   of the text, so that a sheet says by itself what it is. */
"use strict";

(() => {
  const { make, wordsOf } = window.normative;

  /* What stands above the rows: the text, the table, the choices, and where it is from. */
  function headOf(table) {
    const said = (name) => document.querySelector(`.normative-masthead .masthead-${name}`)?.textContent.trim() ?? "";
    const address = document.querySelector("link[rel='canonical']")?.href;
    const lines = [said("text"), said("status"), table.tools.inWords(), address ? address + location.hash : ""];
    return { title: table.tools.name, lines: lines.filter(Boolean) };
  }

  window.normative.printView = (table) => {
    const { title, lines } = headOf(table);
    const rows = window.normative.viewCells(table).map((cells, place) => {
      const row = make("tr", {});
      row.append(...cells.map((cell) => make(place && cell.tagName === "TD" ? "td" : "th", {}, wordsOf(cell))));
      return row;
    });
    const printed = make("table", {}, make("thead", {}, rows[0]), make("tbody", {}, ...rows.slice(1)));
    const sheet = make("div", { class: "print-sheet" }, make("h1", {}, title), ...lines.map((line) => make("p", {}, line)), printed);
    document.body.append(sheet);
    document.documentElement.classList.add("print-view");
    window.addEventListener("afterprint", () => {
      document.documentElement.classList.remove("print-view");
      sheet.remove();
    }, { once: true });
    window.print();
  };

  const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const TYPES = "application/vnd.openxmlformats-officedocument";

  /* A cell of a workbook: a number, or a text, which is never a formula. */
  function cellOf(text, style) {
    if (style === 0 && /^(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text)) return `<c><v>${text}</v></c>`;
    return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  }

  function filesOf(table) {
    const { title, lines } = headOf(table);
    const [heads, ...rows] = window.normative.viewCells(table).map((cells) => cells.map(wordsOf));
    const row = (cells, style) => `<row>${cells.map((text) => cellOf(text, style)).join("")}</row>`;
    const above = [row([title], 1), ...lines.map((line) => row([line], 2)), "<row/>"];
    const widths = heads.map((head, place) => Math.max(head.length, ...rows.map((cells) => Math.min(cells[place].length, 50))) + 2);
    const columns = widths.map((width, place) => `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`);
    const data = [...above, row(heads, 1), ...rows.map((cells) => row(cells, 0))];
    return {
      "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.spreadsheetml.worksheet+xml"/></Types>`,
      "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
      "xl/workbook.xml": `<workbook xmlns="${SHEETS}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="View" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": relations("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml"),
      "xl/styles.xml": `<styleSheet xmlns="${SHEETS}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" applyFont="1"/><xf/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
      "xl/worksheets/sheet1.xml": `<worksheet xmlns="${SHEETS}"><cols>${columns.join("")}</cols><sheetData>${data.join("")}</sheetData></worksheet>`,
    };
  }

  function relations(...pairs) {
    const found = [];
    for (let place = 0; place < pairs.length; place += 2) {
      const type = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/${pairs[place]}`;
      found.push(`<Relationship Id="rId${place / 2 + 1}" Type="${type}" Target="${pairs[place + 1]}"/>`);
    }
    return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${found.join("")}</Relationships>`;
  }

  function checksum(bytes) {
    let sum = -1;
    bytes.forEach((byte) => {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    });
    return ~sum >>> 0;
  }

  /* Numbers of two and of four bytes, the lowest byte first, as a ZIP file has them. */
  function numbers(...values) {
    return new Uint8Array(values.flatMap(([value, count]) => [...Array(count).keys()].map((place) => (value >>> (8 * place)) & 255)));
  }

  /* A ZIP file of files that are stored as they are: a workbook is one. */
  function zipped(files) {
    const encoder = new TextEncoder();
    const [parts, directory] = [[], []];
    let at = 0;
    Object.entries(files).forEach(([name, text]) => {
      const [title, bytes] = [encoder.encode(name), encoder.encode(HEAD + text)];
      // Version, flags, no compression, the first day that a ZIP file can name.
      const about = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [checksum(bytes), 4], [bytes.length, 4], [bytes.length, 4], [title.length, 2], [0, 2]];
      const head = numbers([0x04034b50, 4], ...about);
      parts.push(head, title, bytes);
      directory.push(numbers([0x02014b50, 4], [20, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), title);
      at += head.length + title.length + bytes.length;
    });
    const size = directory.reduce((sum, { length }) => sum + length, 0);
    const count = Object.keys(files).length;
    return [...parts, ...directory, numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [at, 4], [0, 2])];
  }

  window.normative.saveExcel = (table) => {
    const type = `${TYPES}.spreadsheetml.sheet`;
    window.normative.save(`${table.box.id}-view.xlsx`, type, ...zipped(filesOf(table)));
  };
})();
