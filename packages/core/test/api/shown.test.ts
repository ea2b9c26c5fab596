import { describe, expect, test } from "vitest";
import { shown, shownData, shownJson, shownSource } from "../../src/api/shown.js";

describe("what a person is shown on one line", () => {
  test("a character that cannot be seen is shown by its number", () => {
    expect(shown("a\u202eb\n\tc")).toBe("a\\u202eb\\u000a\\u0009c");
  });

  test("a line of source keeps its tabs", () => {
    expect(shownSource("\ta\u200bb\n")).toBe("\ta\\u200bb\\u000a");
  });

  test("a JSON text keeps its lines and its meaning", () => {
    const json = '{\n  "a": "\u200b##[error]"\n}';
    expect(shownJson(json)).toBe('{\n  "a": "\\u200b#\\u0023[error]"\n}');
    expect(JSON.parse(shownJson(json))).toEqual({ a: "\u200b##[error]" });
  });

  test("no text starts a command of a CI", () => {
    expect(shown("a ##[error]b")).toBe("a #\\u0023[error]b");
    expect(shownSource("a ##vso[b]")).toBe("a #\\u0023vso[b]");
  });
});

describe("data that is shown", () => {
  test("each text in it is escaped, however deep it lies", () => {
    expect(shownData({ message: "a\u202e", flow: [{ text: "b\u200b" }, "c\u0000"] })).toEqual({
      message: "a\\u202e",
      flow: [{ text: "b\\u200b" }, "c\\u0000"],
    });
  });

  test("the names of a field and of a file stay, as they are looked up", () => {
    const data = { at: { file: "a\u202e.ts" }, names: ["user", "b\u200b"] };
    expect(shownData(data)).toEqual(data);
  });

  test.each([null, undefined, 0, 42, true, false])("a value that is no text stays: %s", (value) => {
    expect(shownData(value)).toBe(value);
    expect(shownData({ line: value, all: [value] })).toEqual({ line: value, all: [value] });
  });
});
