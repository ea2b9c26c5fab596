import { describe, expect, test } from "vitest";
import {
  applyEdits,
  editedTexts,
  isEmpty,
  joinEdits,
  mapOffset,
  mapThroughStages,
  noEdits,
  stagedTexts,
  unmapOffset,
  type TextEdit,
} from "../../src/edits/text-edit.js";

const edit = (start: number, end: number, text: string, fileName = "/a.ts"): TextEdit => ({
  fileName,
  start,
  end,
  text,
});

describe("applyEdits", () => {
  test("inserts, replaces and removes", () => {
    expect(applyEdits("0123456789", [edit(2, 2, "a"), edit(4, 6, "b"), edit(8, 9, "")])).toBe("01a23b679");
  });

  test("takes edits in any order", () => {
    expect(applyEdits("0123456789", [edit(8, 9, ""), edit(4, 6, "b"), edit(2, 2, "a")])).toBe("01a23b679");
  });

  test("keeps the order of insertions at one offset", () => {
    expect(applyEdits("01", [edit(1, 1, "a"), edit(1, 1, "b")])).toBe("0ab1");
  });

  test("inserts at both ends", () => {
    expect(applyEdits("01", [edit(0, 0, "<"), edit(2, 2, ">")])).toBe("<01>");
    expect(applyEdits("", [edit(0, 0, "x")])).toBe("x");
  });

  test("inserts beside a replacement", () => {
    expect(applyEdits("0123", [edit(1, 1, "a"), edit(1, 3, "b"), edit(3, 3, "c")])).toBe("0abc3");
  });

  test("inserts beside a removal", () => {
    const [before, removal, after] = [edit(1, 1, "a"), edit(1, 3, ""), edit(3, 3, "c")];
    expect(applyEdits("0123", [before, removal, after])).toBe("0ac3");
    expect(applyEdits("0123", [after, removal, before])).toBe("0ac3");
  });

  test("counts offsets in UTF-16 code units", () => {
    expect(applyEdits("😀é-", [edit(2, 3, "e")])).toBe("😀e-");
  });

  test("refuses edits that overlap", () => {
    expect(() => applyEdits("0123456789", [edit(2, 6, "a"), edit(4, 8, "b")])).toThrow();
  });
});

describe("edit sets", () => {
  test("the texts of all touched files are given", () => {
    const set = joinEdits(
      { edits: [edit(0, 0, "a")], newFiles: [] },
      { edits: [edit(0, 1, "b", "/b.ts")], newFiles: [{ fileName: "/c.ts", text: "c" }] },
    );
    expect(editedTexts(set, (name) => `${name}!`)).toEqual(
      new Map([
        ["/a.ts", "a/a.ts!"],
        ["/b.ts", "bb.ts!"],
        ["/c.ts", "c"],
      ]),
    );
  });

  test("all edits of a file are applied at once", () => {
    const set = { edits: [edit(0, 0, "a"), edit(0, 0, "b", "/b.ts"), edit(1, 2, "c")], newFiles: [] };
    expect([...editedTexts(set, () => "012")]).toEqual([
      ["/a.ts", "a0c2"],
      ["/b.ts", "b012"],
    ]);
  });

  test("a stage edits what the stages before it have left", () => {
    const stages = [
      { edits: [edit(0, 0, "12")], newFiles: [{ fileName: "/c.ts", text: "c" }] },
      { edits: [edit(1, 2, ""), edit(1, 1, "d", "/c.ts")], newFiles: [] },
    ];
    expect(stagedTexts(stages, () => "0")).toEqual(
      new Map([
        ["/a.ts", "10"],
        ["/c.ts", "cd"],
      ]),
    );
  });

  test("isEmpty", () => {
    expect(isEmpty(noEdits)).toBe(true);
    expect(isEmpty({ edits: [edit(0, 0, "a")], newFiles: [] })).toBe(false);
    expect(isEmpty({ edits: [], newFiles: [{ fileName: "/c.ts", text: "" }] })).toBe(false);
  });
});

describe("mapOffset", () => {
  const edits = [edit(2, 2, "abc"), edit(4, 6, "x"), edit(8, 9, "")];

  test.each([
    [0, 0],
    [1, 1],
    // What stood at an insertion stands behind it.
    [2, 5],
    [3, 6],
    [4, 7],
    // Inside what was replaced: its start.
    [5, 7],
    [6, 8],
    [8, 10],
    [9, 10],
    [10, 11],
  ])("%i → %i", (before, after) => {
    expect(mapOffset(edits, before)).toBe(after);
  });

  test("does not depend on the order of the edits", () => {
    for (let offset = 0; offset <= 10; offset++)
      expect(mapOffset([...edits].reverse(), offset)).toBe(mapOffset(edits, offset));
  });

  test("maps through the stages of one file", () => {
    const stages = [
      { edits: [edit(0, 0, "ab"), edit(0, 0, "other", "/b.ts")], newFiles: [] },
      { edits: [edit(1, 2, "")], newFiles: [] },
    ];
    expect(mapThroughStages(stages, "/a.ts", 3)).toBe(4);
    expect(mapThroughStages(stages, "/b.ts", 3)).toBe(8);
    expect(mapThroughStages(stages, "/c.ts", 3)).toBe(3);
  });
});

describe("unmapOffset", () => {
  const edits = [edit(2, 2, "abc"), edit(4, 6, "x"), edit(8, 9, "")];

  test.each([
    [0, 0],
    [1, 1],
    // Inside what was inserted or put in place of something: where it was put.
    [2, 2],
    [4, 2],
    [5, 2],
    [6, 3],
    [7, 4],
    [8, 6],
    [9, 7],
    [10, 9],
    [11, 10],
  ])("%i → %i", (after, before) => {
    expect(unmapOffset(edits, after)).toBe(before);
    expect(unmapOffset([...edits].reverse(), after)).toBe(before);
  });
});
