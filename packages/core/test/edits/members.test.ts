import ts from "typescript";
import { describe, expect, test } from "vitest";
import {
  insertMembers,
  makeOptional,
  removeMember,
  removeStatement,
  replaceMemberType,
  typeLiteral,
} from "../../src/edits/members.js";
import { styleOf } from "../../src/edits/style.js";
import { containerIn, edited, memberIn } from "../support/parsed.js";

function inserted(text: string, name: string, ...members: string[]): string {
  return edited(text, (file) =>
    insertMembers(ts, file, containerIn(file, name), { members, style: styleOf(ts, file) }),
  );
}

function removed(text: string, ...names: string[]): string {
  return edited(text, (file) => names.flatMap((name) => removeMember(file, memberIn(file, name))));
}

describe("insertMembers", () => {
  const cases: readonly (readonly [name: string, before: string, members: readonly string[], after: string])[] = [
    ["nothing", "interface A { a: string }\n", [], "interface A { a: string }\n"],
    ["into an empty interface on one line", "interface A {}\n", ["b: number"], "interface A {\n  b: number;\n}\n"],
    [
      "into an empty interface with a comment behind it, which stays on its line",
      "interface A {} // eslint-disable-line\ninterface B { } /* none */ export {};\n",
      ["b: number", "c: string"],
      "interface A { b: number; c: string } // eslint-disable-line\ninterface B { } /* none */ export {};\n",
    ],
    [
      "of several lines into an empty interface with a comment behind it",
      "interface A {} // eslint-disable-line\n",
      ["b: {\n  c: number;\n}"],
      "interface A {\n  b: {\n    c: number;\n  };\n} // eslint-disable-line\n",
    ],
    ["into an empty interface on two lines", "interface A {\n}\n", ["b: number"], "interface A {\n  b: number;\n}\n"],
    [
      "into an interface with only a comment",
      "interface A {\n  // nothing yet\n}\n",
      ["b: number"],
      "interface A {\n  // nothing yet\n  b: number;\n}\n",
    ],
    [
      "after the last",
      "interface A {\n  a: string;\n}\n",
      ["b: number"],
      "interface A {\n  a: string;\n  b: number;\n}\n",
    ],
    [
      "several",
      "interface A {\n  a: string;\n}\n",
      ["b: number", "c?: boolean"],
      "interface A {\n  a: string;\n  b: number;\n  c?: boolean;\n}\n",
    ],
    ["on one line", "interface A { a: string }\n", ["b: number"], "interface A { a: string; b: number }\n"],
    ["on one line, ended", "interface A { a: string; }\n", ["b: number"], "interface A { a: string; b: number; }\n"],
    [
      "on one line, by commas",
      "interface A { a: string, c: 1 }\n",
      ["b: number"],
      "interface A { a: string, c: 1, b: number }\n",
    ],
    ["by commas", "interface A {\n  a: string,\n}\n", ["b: number"], "interface A {\n  a: string,\n  b: number,\n}\n"],
    [
      "by nothing",
      "interface A {\n  a: string\n  z: string\n}\n",
      ["b: number"],
      "interface A {\n  a: string\n  z: string\n  b: number\n}\n",
    ],
    [
      "after a last member that is not ended though the others are",
      "interface A {\n  a: string;\n  z: string;\n  y: string\n}\n",
      ["b: number"],
      "interface A {\n  a: string;\n  z: string;\n  y: string;\n  b: number;\n}\n",
    ],
    [
      "after a last member that is not ended, as the others of its own container are",
      "interface A {\n  a: string,\n  z: string\n}\ninterface B {\n  x: 1;\n  y: 2;\n}\n",
      ["b: number"],
      "interface A {\n  a: string,\n  z: string,\n  b: number,\n}\ninterface B {\n  x: 1;\n  y: 2;\n}\n",
    ],
    ["instead of empty lines", "interface A {\n\n}\n", ["b: number"], "interface A {\n  b: number;\n}\n"],
    [
      "as the last stands, be it unlike the others of the file",
      "interface B {\n  x: 1;\n}\ninterface A {\n     a: string;\n}\n",
      ["b: number"],
      "interface B {\n  x: 1;\n}\ninterface A {\n     a: string;\n     b: number;\n}\n",
    ],
    [
      "behind a member on the line of the brace",
      "interface A { a: string;\n}\n",
      ["b: number"],
      "interface A { a: string;\n  b: number;\n}\n",
    ],
    [
      "after a last member that is not ended, among others that end unlike those of the file",
      "interface B {\n  x: 1,\n  y: 2,\n  z: 3,\n}\ninterface A {\n  a: string;\n  z: string\n}\n",
      ["b: number"],
      "interface B {\n  x: 1,\n  y: 2,\n  z: 3,\n}\ninterface A {\n  a: string;\n  z: string;\n  b: number;\n}\n",
    ],
    ["with tabs", "interface A {\n\ta: string;\n}\n", ["b: number"], "interface A {\n\ta: string;\n\tb: number;\n}\n"],
    [
      "behind a comment at the end of the line",
      "interface A {\n  a: string; // the first\n}\n",
      ["b: number"],
      "interface A {\n  a: string; // the first\n  b: number;\n}\n",
    ],
    [
      "CRLF",
      "interface A {\r\n  a: string;\r\n}\r\n",
      ["b: number"],
      "interface A {\r\n  a: string;\r\n  b: number;\r\n}\r\n",
    ],
    [
      "a member of several lines",
      "interface A {\n  a: string;\n}\n",
      ["b: {\n  c: number;\n}"],
      "interface A {\n  a: string;\n  b: {\n    c: number;\n  };\n}\n",
    ],
    [
      "a member of several lines into one line",
      "interface A { a: string }\n",
      ["b: {\n  c: number;\n  d: {\n    e?: 1;\n  };\n} & C"],
      "interface A { a: string; b: { c: number; d: { e?: 1 } } & C }\n",
    ],
    [
      "a member of several lines into one line that has no room for it: each gets a line",
      `interface A { a: string, /* the second */ z: { x: 1 } }\n`,
      [`b: {\n  ${"c".repeat(120)}: number;\n}`],
      `interface A {\n  a: string, /* the second */\n  z: { x: 1 },\n  b: {\n    ${"c".repeat(120)}: number;\n  },\n}\n`,
    ],
    [
      "a member into one line that has no room for it: each gets a line",
      `interface A { a: string }\n`,
      [`${"b".repeat(120)}: number`],
      `interface A {\n  a: string;\n  ${"b".repeat(120)}: number;\n}\n`,
    ],
    [
      "a member of several lines into one line of another block",
      'declare module "m" { interface A { a: string } }\n',
      [`b: {\n  ${"c".repeat(120)}: number;\n}`],
      `declare module "m" { interface A {\n  a: string;\n  b: {\n    ${"c".repeat(120)}: number;\n  };\n} }\n`,
    ],
  ];
  for (const [name, before, members, after] of cases) {
    test(name, () => {
      expect(inserted(before, "A", ...members)).toBe(after);
    });
  }

  test("takes the indentation of a literal inside an interface", () => {
    const before =
      "declare module 'm' {\n    interface A {\n        user: {\n            id: string\n        }\n    }\n}\n";
    const after =
      "declare module 'm' {\n    interface A {\n        user: {\n            id: string\n            b: number\n        }\n    }\n}\n";
    expect(inserted(before, "user", "b: number")).toBe(after);
  });

  test("fills an empty literal inside an interface", () => {
    const before = "interface A {\n  user: {};\n}\n";
    expect(inserted(before, "user", "b: number")).toBe("interface A {\n  user: {\n    b: number;\n  };\n}\n");
  });
});

describe("insertMembers, with members removed at the same time,", () => {
  const exchanged = (text: string, names: readonly string[], ...members: readonly string[]): string =>
    edited(text, (file) => {
      const removedMembers = names.map((name) => memberIn(file, name));
      return [
        ...removedMembers.flatMap((member) => removeMember(file, member)),
        ...insertMembers(ts, file, containerIn(file, "A"), {
          members,
          style: styleOf(ts, file),
          removed: new Set(removedMembers),
        }),
      ];
    });

  test.each([
    ["the only one", "interface A {\n  a: string;\n}\n", ["a"], "interface A {\n  b: number;\n  c: 1;\n}\n"],
    [
      "the only one, CRLF",
      "interface A {\r\n\ta: string\r\n}\r\n",
      ["a"],
      "interface A {\r\n\tb: number\r\n\tc: 1\r\n}\r\n",
    ],
    [
      "the last",
      "interface A {\n  z: 1;\n  a: string;\n}\n",
      ["a"],
      "interface A {\n  z: 1;\n  b: number;\n  c: 1;\n}\n",
    ],
    [
      "all",
      "interface A { // all\n  z: 1;\n  a: string;\n}\n",
      ["z", "a"],
      "interface A { // all\n  b: number;\n  c: 1;\n}\n",
    ],
    ["the only one on one line", "interface A { a: string }\n", ["a"], "interface A { b: number; c: 1 }\n"],
    ["the last on one line", "interface A { z: 1, a: string, }\n", ["a"], "interface A { z: 1, b: number, c: 1, }\n"],
  ])("puts a new member in the place of %s", (_, before, names, after) => {
    expect(exchanged(before, names, "b: number", "c: 1")).toBe(after);
  });
});

describe("removeMember", () => {
  const cases: readonly (readonly [name: string, before: string, members: readonly string[], after: string])[] = [
    ["its whole line", "interface A {\n  a: string;\n  b: number;\n}\n", ["a"], "interface A {\n  b: number;\n}\n"],
    ["the last", "interface A {\n  a: string;\n  b: number;\n}\n", ["b"], "interface A {\n  a: string;\n}\n"],
    ["the only one", "interface A {\n  a: string;\n}\n", ["a"], "interface A {\n}\n"],
    [
      "with its comments",
      "interface A {\n  a: string;\n  /** The second. */\n  b: number; // really\n  c: 1;\n}\n",
      ["b"],
      "interface A {\n  a: string;\n  c: 1;\n}\n",
    ],
    ["first of one line", "interface A { a: string; b: number }\n", ["a"], "interface A { b: number }\n"],
    ["last of one line", "interface A { a: string; b: number }\n", ["b"], "interface A { a: string; }\n"],
    ["alone on one line", "interface A { a: string }\n", ["a"], "interface A { }\n"],
    [
      "of several lines",
      "interface A {\n  a: {\n    x: 1;\n  };\n  b: number;\n}\n",
      ["a"],
      "interface A {\n  b: number;\n}\n",
    ],
    [
      "two neighbours",
      "interface A {\n  a: string;\n  b: number;\n  c: 1;\n}\n",
      ["a", "b"],
      "interface A {\n  c: 1;\n}\n",
    ],
    ["both of one line", "interface A { a: string; b: number }\n", ["a", "b"], "interface A { }\n"],
    [
      "the second of a line",
      "interface A {\n  a: string; b: number;\n  c: 1;\n}\n",
      ["b"],
      "interface A {\n  a: string;\n  c: 1;\n}\n",
    ],
    ["the first of a line", "interface A {\n  a: string; b: number;\n}\n", ["a"], "interface A {\n  b: number;\n}\n"],
    [
      "with a comment whose lines have no star",
      "interface A {\n  a: string;\n  /*\n    The second.\n  */\n  b: number;\n}\n",
      ["b"],
      "interface A {\n  a: string;\n}\n",
    ],
    [
      "with a comment before it on its line",
      "interface A {\n  /** The first. */ a: string;\n  b: number;\n}\n",
      ["a"],
      "interface A {\n  b: number;\n}\n",
    ],
    [
      "below a member with a comment before it on its line",
      "interface A {\n  /** The first. */ a: string;\n  b: number;\n}\n",
      ["b"],
      "interface A {\n  /** The first. */ a: string;\n}\n",
    ],
    [
      "not the comment behind the one before",
      "interface A {\n  a: string; // the first\n  b: number; /* the second */\n}\n",
      ["b"],
      "interface A {\n  a: string; // the first\n}\n",
    ],
    [
      "with its comment in one line",
      "interface A { a: string; /* the second */ b: number; c: 1 }\n",
      ["b"],
      "interface A { a: string; c: 1 }\n",
    ],
    ["CRLF", "interface A {\r\n  a: string;\r\n  b: number;\r\n}\r\n", ["a"], "interface A {\r\n  b: number;\r\n}\r\n"],
  ];
  for (const [name, before, members, after] of cases) {
    test(name, () => {
      expect(removed(before, ...members)).toBe(after);
    });
  }

  test("leaves a comment above that an empty line separates", () => {
    const before = "interface A {\n  // about all\n\n  a: string;\n  b: number;\n}\n";
    expect(removed(before, "a")).toBe("interface A {\n  // about all\n\n  b: number;\n}\n");
  });
});

describe("makeOptional", () => {
  const optional = (text: string): string => edited(text, (file) => makeOptional(file, memberIn(file, "a")));

  test("puts the mark behind the name", () => {
    expect(optional("interface A { a: string }")).toBe("interface A { a?: string }");
    expect(optional("interface A { readonly a /* x */ : string }")).toBe(
      "interface A { readonly a? /* x */ : string }",
    );
  });

  test("leaves a member that is optional already", () => {
    expect(optional("interface A { a?: string }")).toBe("interface A { a?: string }");
  });

  test("puts the mark behind a quoted name", () => {
    const text = 'interface A { "the-a": string }';
    expect(edited(text, (file) => makeOptional(file, memberIn(file, '"the-a"')))).toBe(
      'interface A { "the-a"?: string }',
    );
  });
});

describe("replaceMemberType", () => {
  const retyped = (text: string, type: string): string =>
    edited(text, (file) => replaceMemberType(ts, file, memberIn(file, "a"), type, styleOf(ts, file)));

  test("replaces the type and nothing else", () => {
    expect(retyped("interface A {\n  a?: Date; // when\n}\n", "string")).toBe(
      "interface A {\n  a?: string; // when\n}\n",
    );
  });

  test("gives a type to a member that has none", () => {
    expect(retyped("interface A { a; b: 1 }", "string")).toBe("interface A { a: string; b: 1 }");
    expect(retyped("interface A { a? }", "string")).toBe("interface A { a?: string }");
  });

  test("moves a type of several lines to its place", () => {
    expect(retyped("interface A {\n  a: Date;\n}\n", "{\n  b: 1;\n}")).toBe(
      "interface A {\n  a: {\n    b: 1;\n  };\n}\n",
    );
  });
});

test("typeLiteral", () => {
  const style = {
    newline: "\n",
    indent: "\t",
    quote: '"',
    semicolon: "",
    memberEnd: "",
    separator: ";",
    pad: " ",
    width: 80,
  } as const;
  expect(typeLiteral(["a: 1", "b: {\n\tc: 2\n}"], style)).toBe("{\n\ta: 1\n\tb: {\n\t\tc: 2\n\t}\n}");
});

describe("removeStatement", () => {
  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    [
      "between others",
      "interface B {}\n\n// about A\ninterface A {}\n\ninterface C {}\n",
      "interface B {}\n\ninterface C {}\n",
    ],
    ["at the end", "interface B {}\n\ninterface A {}\n", "interface B {}\n"],
    ["at the start", "interface A {}\n\n\ninterface B {}\n", "interface B {}\n"],
    [
      "at the start, where a comment may be about the file",
      "// all types\ninterface A {}\n\ninterface B {}\n",
      "// all types\n\ninterface B {}\n",
    ],
    ["at the start, CRLF", "interface A {}\r\n\r\ninterface B {}\r\n", "interface B {}\r\n"],
    ["all there is", "interface A {}\n", ""],
    [
      "first of a block",
      'declare module "m" {\n  interface A {}\n\n  interface B {}\n}\n',
      'declare module "m" {\n  interface B {}\n}\n',
    ],
    ["alone in a block", 'declare module "m" {\n  interface A {}\n}\n', 'declare module "m" {\n}\n'],
    [
      "behind another on its line",
      "interface B {} interface A {}\n\ninterface C {}\n",
      "interface B {}\n\ninterface C {}\n",
    ],
  ];
  for (const [name, before, after] of cases) {
    test(name, () => {
      expect(edited(before, (file) => removeStatement(file, containerIn(file, "A")))).toBe(after);
    });
  }
});
