import { describe, expect, test } from "vitest";
import { contradictedMembers } from "../../src/ineffective/contradicted.js";
import type { Ineffective } from "../../src/ineffective/ineffective.js";
import { stagedTexts } from "../../src/edits/text-edit.js";
import { augmentation } from "../support/augmentation.js";
import { changed } from "../support/changed.js";
import { diagnosisOf } from "../support/diagnosis.js";
import { beforeAndAfter } from "../support/marked-edits.js";

const first = "types/a.d.ts";
const second = "types/b.d.ts";
const importsBase = 'import type { DefaultSession } from "next-auth";';

/** `next-auth` augmented by members of the session, in a file of its own. */
const sessionWith = (members: string, head = importsBase): string =>
  `${head}\n\ndeclare module "next-auth" {\n  interface Session {\n${members}  }\n}\n`;

function found(files: Readonly<Record<string, string>>): { one: Ineffective[]; after: Record<string, string> } {
  const { base } = diagnosisOf(files);
  const one = contradictedMembers(base.workspace, base.declared);
  const { program, root } = base.workspace;
  const stages = one.flatMap(({ edits }) => edits ?? []);
  const after = stagedTexts(stages, (name) => program.getSourceFile(name)?.text ?? "");
  return {
    one,
    after: changed(
      {},
      root,
      [...after].map(([fileName, text]) => ({ fileName, after: text })),
    ),
  };
}

/** The contradictions as `types/b.d.ts:5 Session.plan`, each with its fields. */
function contradictions(files: Readonly<Record<string, string>>): string[] {
  return found(files).one.map(({ file, start, fields }) => {
    const { line } = file.getLineAndCharacterOfPosition(start);
    return `${file.fileName.split("/").slice(-2).join("/")}:${String(line + 1)} ${fields.join(" ")}`;
  });
}

describe("two declarations of one field:", () => {
  const two = (a: string, b: string): Record<string, string> => ({
    [first]: sessionWith(`    ${a}\n`),
    [second]: sessionWith(`    ${b}\n`),
  });
  const contradiction = [`${second}:5 Session.plan`];

  test.each([
    ["of another type", "plan: string;", "plan: number;"],
    ["of a wider type", 'plan: "free";', "plan: string;"],
    ["of a narrower type", "plan: string;", 'plan: "free";'],
    ["with a field more", "plan: { id: string };", "plan: { id: string; seats?: number };"],
    ["with a field less", "plan: { id: string; seats?: number };", "plan: { id: string };"],
    ["under a quoted name", "plan: string;", '"plan": number;'],
  ])("declarations %s contradict each other", (_, a, b) => {
    expect(contradictions(two(a, b))).toEqual(contradiction);
  });

  test.each([
    ["of the same type", "plan: string;", "plan: string;"],
    ["of the same fields in another order", "plan: { a: 1; b: 2 };", "plan: { b: 2; a: 1 };"],
    ["of a type that cannot be resolved", "plan: string;", "plan: Missing;"],
    ["of a type, the first of which cannot be resolved", "plan: Missing;", "plan: string;"],
    ["of which one has no type", "plan;", "plan: string;"],
    ["of which the other has no type", "plan: string;", "plan;"],
    ["that are methods", "plan(): string;", "plan(): number;"],
    ["of other names", "plan: string;", "seats: number;"],
    ["whose names are only known at run time", "[Symbol.iterator]: string;", "[Symbol.toStringTag]: number;"],
  ])("declarations %s do not contradict each other", (_, a, b) => {
    expect(contradictions(two(a, b))).toEqual([]);
  });

  test("two members of one interface are left to the compiler", () => {
    expect(contradictions({ [first]: sessionWith("    plan: string;\n    plan: number;\n") })).toEqual([]);
  });

  test("each declaration after the first is reported with the fields it declares in vain", () => {
    expect(
      contradictions({
        [first]: augmentation({ session: ["plan: string"], user: ["id: string"], token: ["id: string"] }),
        [second]: augmentation({
          session: ["plan: number", "user2: 1"],
          user: ["role: string"],
          token: ["id: number"],
        }),
        "types/c.d.ts": augmentation({ session: ["user: { team: string }"] }),
      }),
    ).toEqual([
      `${second}:5 Session.plan`,
      `${second}:7 Session.user.role`,
      "types/c.d.ts:5 Session.user.team",
      `${second}:15 JWT.id`,
    ]);
  });

  test("the finding names the field, the interface and the declaration that wins", () => {
    const [one] = found(two("plan: string;", '"plan": number;')).one;
    expect(one?.message).toBe(
      "`plan` of `Session` is declared here once more with another type: the first declaration wins, this one has no effect.",
    );
    expect(one?.file.text.slice(one.start, one.end)).toBe('"plan"');
    expect(one?.related?.map(({ node }) => node.getText())).toEqual(["plan: string;"]);
  });
});

interface Case {
  readonly name: string;
  /** By file, `⟨…⟩` around what the edits add and `⟪…⟫` around what they remove. */
  readonly files: Readonly<Record<string, string>>;
}

const base = 'DefaultSession["user"]';
const roles = "export type Role = string;\n";

const merged: readonly Case[] = [
  {
    name: "a member moves with its comments, in the style of its new place",
    files: {
      [first]: `import type { DefaultSession } from 'next-auth'

declare module 'next-auth' {
	interface Session {
		user: {
			id: string⟨
			/**
			 * What they may do.
			 */
			org: {
			  id: string;
			}
			// The team.
			team?: string⟩
		} & DefaultSession['user']
	}
}
`,
      [second]: sessionWith(
        `    plan: string;
⟪    user: {
      /**
       * What they may do.
       */
      org: {
        id: string;
      };
      // The team.
      team?: string,
    } & ${base};
⟫`,
      ).replaceAll("\n", "\r\n"),
    },
  },
  {
    name: "only what is missing there moves, quoted or not, under a name of its own",
    files: {
      [first]: sessionWith(
        `    user: {\n      "id": string;\n      [Symbol.iterator]: 1;\n      [key: string]: unknown;\n⟨      role: string;\n⟩    };\n`,
      ),
      [second]: sessionWith(
        `    plan: string;\n⟪    user: {\n      id: number;\n      role: string;\n      [Symbol.iterator]: 1;\n      [other: string]: unknown;\n    };\n⟫`,
      ),
    },
  },
  {
    name: "a member moves out of an intersection into another",
    files: {
      [first]: sessionWith(`    user: ${base} & { id: string⟨; role: string⟩ };\n`),
      [second]: sessionWith(`    plan: string;\n⟪    user: ${base} & { role: string };\n⟫`),
    },
  },
  {
    name: "the interface goes when it held nothing else",
    files: {
      [first]: sessionWith(`    user: { id: string⟨; role: string⟩ };\n`),
      [second]: `${importsBase}

declare module "next-auth" {⟪
  interface Session {
    user: { role: string };
  }
⟫
  interface User {
    team: DefaultSession;
  }
}
`,
    },
  },
  {
    name: "the block goes when it held nothing else",
    files: {
      [first]: sessionWith(`    user: { id: string⟨; role: string⟩ };\n`),
      [second]: `${importsBase}⟪

declare module "next-auth" {
  interface Session {
    user: { role: string };
  }
}⟫
`,
    },
  },
  {
    name: "a member moves with a type that its file imports",
    files: {
      "lib/roles.ts": roles,
      "a.d.ts": sessionWith(
        "    user: { id: string⟨; role: Role⟩ };\n",
        `${importsBase}⟨\nimport type { Role } from "./lib/roles";⟩`,
      ),
      [second]: sessionWith(
        "    plan: string;\n⟪    user: { role: Role };\n⟫",
        'import type { Role } from "../lib/roles";',
      ),
    },
  },
  {
    name: "a member moves with a type that both files import by other paths",
    files: {
      "lib/roles.ts": roles,
      "lib/index.ts": 'export type { Role } from "./roles";\n',
      "a.d.ts": sessionWith(
        "    user: { id: string⟨; role: Role⟩ };\n",
        `${importsBase}\nimport type { Role } from "./lib";`,
      ),
      [second]: sessionWith(
        "    plan: string;\n⟪    user: { role: Role };\n⟫",
        'import type { Role } from "../lib/roles";',
      ),
    },
  },
  {
    name: "a member moves with a type that its file exports",
    files: {
      [first]: sessionWith(
        "    user: { id: string⟨; role: Role⟩ };\n",
        `${importsBase}⟨\nimport type { Role } from "./b";⟩`,
      ),
      [second]: sessionWith("    plan: string;\n⟪    user: { role: Role };\n⟫", roles),
    },
  },
  {
    // A declaration file without an `export` exports all that it declares.
    name: "a member moves with a type that its file declares further down",
    files: {
      [first]: sessionWith(
        "    user: { id: string⟨; role: Role⟩ };\n",
        `${importsBase}⟨\nimport type { Role } from "./b";⟩`,
      ),
      [second]: `${sessionWith("    plan: string;\n⟪    user: { role: Role };\n⟫")}\ntype Role = string;\n`,
    },
  },
  {
    name: "a member moves with a global type and one of its own",
    files: {
      "global.d.ts": "type Role = string;\n",
      [first]: sessionWith("    user: { id: string⟨; role: Role; map: <T>(value: T) => T⟩ };\n"),
      [second]: sessionWith("    plan: string;\n⟪    user: { role: Role; map: <T>(value: T) => T };\n⟫"),
    },
  },
  {
    name: "a member moves within one file, which knows all of its types",
    files: {
      [first]: `type Role = string;
export {};

declare module "next-auth" {
  interface Session {
    user: { id: string⟨; role: Role⟩ };
  }⟪

  interface Session {
    user: { role: Role };
  }⟫
}
`,
    },
  },
];

const left: readonly Case[] = [
  {
    name: "the first is no literal",
    files: { [first]: sessionWith(`    user: ${base};\n`), [second]: sessionWith("    user: { id: string };\n") },
  },
  {
    name: "the second is no literal",
    files: { [first]: sessionWith("    user: { id: string };\n"), [second]: sessionWith(`    user: ${base};\n`) },
  },
  {
    name: "the second needs a type that only its file knows",
    files: {
      [first]: sessionWith("    user: { id: string };\n"),
      [second]: sessionWith("    user: { role: Role };\n", "type Role = string;\nexport {};"),
    },
  },
  {
    name: "the second needs a type that its file knows by another name",
    files: {
      "lib/roles.ts": roles,
      [first]: sessionWith("    user: { id: string };\n"),
      [second]: sessionWith("    user: { role: R };\n", 'import type { Role as R } from "../lib/roles";'),
    },
  },
];

describe("what only the second declares is moved into the first", () => {
  for (const { name, files } of merged) {
    test(name, () => {
      const texts = Object.entries(files).map(([file, text]) => ({ file, ...beforeAndAfter(text) }));
      const { one, after } = found(Object.fromEntries(texts.map(({ file, before }) => [file, before])));
      expect(one).toHaveLength(1);
      expect(after).toEqual(
        Object.fromEntries(
          texts.filter((text) => text.before !== text.after).map(({ file, after: expected }) => [file, expected]),
        ),
      );
    });
  }
});

describe("two declarations are left to their author:", () => {
  for (const { name, files } of left) {
    test(name, () => {
      const { one } = found(files);
      expect(one.map(({ edits, manual }) => ({ edits, manual }))).toEqual([
        { edits: undefined, manual: "Put both declarations together into one." },
      ]);
    });
  }
});
