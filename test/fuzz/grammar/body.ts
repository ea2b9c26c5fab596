import fc from "fast-check";
import { anyOf, choice, several, text, type Kind } from "./text.js";

/**
 * The names and values that are available to a function's body. `@name` stands for a parameter of the callback, in any
 * form.
 */
export interface Surroundings {
  /** The object that the function takes and returns. */
  readonly whole: string;
  /** Its type. */
  readonly type: string;
  /** Objects whose fields are written. */
  readonly targets: readonly string[];
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly conditions: readonly string[];
  /** Functions that take the whole and return it. */
  readonly helpers: readonly string[];
  /** Further kinds of statements. */
  readonly more?: (parts: Parts) => readonly Kind[];
}

/** The parts of statements. */
export interface Parts {
  readonly target: fc.Arbitrary<string>;
  readonly name: fc.Arbitrary<string>;
  readonly value: fc.Arbitrary<string>;
  /** A value that does not depend on the callback's parameters. */
  readonly plain: fc.Arbitrary<string>;
  readonly condition: fc.Arbitrary<string>;
  /** An expression for the whole, or for a replacement of it. */
  readonly whole: fc.Arbitrary<string>;
  readonly write: fc.Arbitrary<string>;
  readonly block: fc.Arbitrary<string>;
}

const outsideValues = [
  '"free"',
  "3",
  "true",
  "textOf()",
  "maybeText()",
  "row().plan",
  "row().seats",
  "row().note",
  "(await load())?.plan",
  "null",
  "undefined",
  "pick()",
  "`${pick()}-1`",
  "flag()",
  "branded()",
  "anything()",
  "(anything() ?? pick())",
  "patient(3)",
  "Plans.Free",
  "Space.inner.plan",
];

const outsideConditions = ["flags.one", "flags.two", "!flags.one", "flag()", 'pick() === "red"', "maybeText()"];

/** The statements of a function's body. Other functions that they call are in {@link outsideText}. */
export function body(around: Surroundings): fc.Arbitrary<string> {
  const target = anyOf(...around.targets);
  const name = anyOf(...around.names);
  const simple = anyOf(...around.values, ...outsideValues);
  const question = anyOf(...around.conditions, ...around.conditions, ...outsideConditions);
  const { block } = fc.letrec<Record<"block" | "statement" | "value" | "condition" | "whole" | "write", string>>(
    (tie) => {
      const parts: Parts = {
        target,
        name,
        value: tie("value"),
        plain: anyOf(...outsideValues),
        condition: tie("condition"),
        whole: tie("whole"),
        write: tie("write"),
        block: tie("block"),
      };
      return {
        value: choice([8, simple], ...values(parts)),
        condition: choice([6, question], ...conditions(parts)),
        whole: choice([6, anyOf(around.whole, around.whole, "other")], ...wholes(parts, around)),
        write: choice([5, text`${target}.${name} = ${tie("value")}`], ...writes(parts)),
        statement: choice(
          [8, text`${tie("write")};`],
          ...branches(parts),
          ...loops(parts),
          ...attempts(parts),
          ...locals(parts, around),
          ...calls(parts, around),
          ...shadows(parts, around),
          ...definitions(parts),
          ...(around.more?.(parts) ?? []),
        ),
        block: several(tie("statement"), { max: 2 }),
      };
    },
  );
  return fc
    .tuple(
      several(block, { min: 1, max: 2 }),
      choice(
        [5, fc.constant(`return ${around.whole};`)],
        [2, text`return ${finalWhole(around, simple, name)};`],
        [1, anyOf("")],
      ),
      anyOf(around.whole, `{ ...${around.whole} }`),
    )
    .map(([statements, end, other]) => {
      const lines = `${statements}\n${end}`;
      return /\bother\b/.test(lines) ? `let other: ${around.type} = ${other};\n${lines}` : lines;
    });
}

function finalWhole(
  around: Surroundings,
  value: fc.Arbitrary<string>,
  name: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const { whole } = around;
  return choice(
    [2, text`{ ...${whole}, ${name}: ${value} }`],
    [1, text`Object.assign(${whole}, { ${name}: ${value} })`],
    [1, anyOf("other", ...around.helpers.map((helper) => `${helper}(${whole})`))],
    // No promise from helpers, because nobody awaits it.
    ...(whole.startsWith("@") ? [[1, anyOf(`Promise.resolve(${whole})`)] as const] : []),
  );
}

/** Field names that are not identifiers. */
const oddNames = ["a.b", "https://app.example/roles", "oeb:roles", "it's", "7", ""];

function values({ value, condition, name, whole }: Parts): Kind[] {
  return [
    [1, text`(${condition} ? ${value} : ${value})`],
    [1, text`(${value} ?? ${value})`],
    [1, text`(${anyOf(...outsideConditions)} && ${value})`],
    [1, text`{ ${name}: ${value}, seats: 2 }`],
    [1, text`(${whole}).${name}`],
    [1, text`[${value}]`],
    [1, text`(${value} satisfies unknown)`],
  ];
}

function conditions({ condition, target, name, value }: Parts): Kind[] {
  return [
    [2, text`${condition} && ${condition}`],
    [1, text`(${condition} || ${condition})`],
    [2, text`!(${condition})`],
    [2, text`${target}.${name}`],
    [1, text`${target}?.${name} === ${value}`],
    [1, text`${target}.${name} != null`],
    [1, text`${target}.${name} !== undefined`],
    [1, text`"${name}" in ${target}`],
    [1, text`typeof ${target}.${name} === "string"`],
    [1, text`Boolean(${condition})`],
    [1, text`["red", "blue"].includes(pick())`],
  ];
}

function wholes({ condition, whole, name, value }: Parts, { helpers }: Surroundings): Kind[] {
  return [
    [2, text`{ ...${whole}, ${name}: ${value} }`],
    [1, text`{ ${name}: ${value}, ...${whole} }`],
    [1, text`{ ...${whole}, ...(${condition} && { ${name}: ${value} }) }`],
    [1, text`{ ...${whole}, ...(${condition} ? { ${name}: ${value} } : {}) }`],
    [1, text`{ ...${whole}, ...row() }`],
    [1, text`{ ...${whole}, [keyOf()]: ${value} }`],
    [1, text`Object.assign(${whole}, { ${name}: ${value} })`],
    [1, text`(${condition} ? ${whole} : ${whole})`],
    [1, text`${anyOf(...helpers)}(${whole})`],
    [1, text`(${whole} || ${whole})`],
  ];
}

function writes({ target, name, value, plain, condition, write, whole }: Parts): Kind[] {
  return [
    // A value that a pattern assigns is known only by its type, which does not tell that later runs have no user. So
    // patterns take plain values.
    [1, text`${target}["${name}"] = ${value}`],
    [1, text`${target}[keyOf()] = ${value}`],
    [1, text`${target}[anyKey()] = ${value}`],
    [1, text`${target}.${name} ??= ${value}`],
    [1, text`${target}.${name} ||= ${value}`],
    [1, text`${target}.${name} &&= ${value}`],
    [1, text`${target}.${name} += "x"`],
    [1, text`(${target} as any).${name} = ${value}`],
    [1, text`(<any>${target}).${name} = ${value}`],
    [1, text`(${target} satisfies object)!.${name} = ${value}`],
    [1, text`(${target} as any)["${anyOf(...oddNames)}"] = ${value}`],
    [1, text`${target}.${name} = ${target}.${name} = ${value}`],
    [1, text`[${target}.${name}, ${target}.${name}] = [${plain}, ${plain}]`],
    [1, text`({ ${name}: ${target}.${name} } = { ${name}: ${plain} })`],
    [1, text`Object.assign(${target}, { ${name}: ${value} })`],
    [1, text`delete ${target}.${name}`],
    [2, text`${condition} && (${write})`],
    [1, text`${condition} ? (${write}) : (${write})`],
    [1, text`(${write}, ${write})`],
    [1, text`void (${write})`],
    [1, text`other = ${whole}`],
  ];
}

function branches({ condition, block, whole, value }: Parts): Kind[] {
  const end = anyOf("break;", "break;", "");
  return [
    [4, text`if (${condition}) {\n${block}\n}`],
    [3, text`if (${condition}) {\n${block}\n} else {\n${block}\n}`],
    [2, text`if (${condition}) return ${whole};`],
    [2, text`switch (pick()) {\ncase "red":\n${block}\n${end}\ncase "green":\n${block}\n${end}\ndefault:\n${block}\n}`],
    [
      1,
      text`switch (pick()) {\ncase "red":\n${block}\n${end}\ncase "green":\n${block}\n${end}\ncase "blue":\n${block}\n}`,
    ],
    [1, text`switch (${value}) {\ncase ${value}:\n${block}\n${end}\ncase "free":\n${block}\n}`],
  ];
}

function loops({ condition, block, target, value, name }: Parts): Kind[] {
  const out = anyOf("if (flag()) break;", "if (flag()) continue;", "");
  return [
    [1, text`for (const item of list()) {\n${out}\n${block}\n}`],
    [1, text`for (const item of ["a", "b"]) {\n${block}\n${out}\n}`],
    [1, text`for (const key of ["plan", "role"] as const) ${target}[key] = ${value};`],
    [1, text`for (const key in row()) {\n${block}\n}`],
    [1, text`for (let index = 0; index < 2; index++) {\n${out}\n${block}\n}`],
    [1, text`while (${condition}) {\n${block}\nif (flag()) break;\n}`],
    [1, text`do {\n${block}\n${out}\n} while (flag());`],
    [1, anyOf("a", "b", "c", "d").chain((label) => nested(label, { condition, block, target, value, name }))],
    [1, anyOf("e", "f", "g").chain((label) => text`${label}: {\nif (${condition}) break ${label};\n${block}\n}`)],
  ];
}

/** A label inside itself is a syntax error, so there are several. */
function nested(
  label: string,
  { condition, block, target, value, name }: Pick<Parts, "condition" | "block" | "target" | "value" | "name">,
): fc.Arbitrary<string> {
  const out = anyOf(`break ${label};`, `continue ${label};`, "break;");
  return text`${label}: for (const item of list()) {\nfor (const one of list()) {\n${block}\nif (${condition}) ${out}\n${target}.${name} = ${value};\n}\n${block}\n}`;
}

function attempts({ block, condition }: Parts): Kind[] {
  const risk = anyOf("risky();", "await load();", "");
  return [
    [2, text`try {\n${block}\n${risk}\n${block}\n} catch {\n${block}\n}`],
    [1, text`try {\n${risk}\n${block}\n} catch (error) {\n${block}\n} finally {\n${block}\n}`],
    [1, text`try {\n${block}\n${risk}\n} finally {\n${block}\n}`],
    [1, text`if (${condition}) throw new Error("no");`],
  ];
}

/** Every name that is read is declared too: an undeclared name throws, which no type tells. */
function locals({ block, name, target, value, plain, whole }: Parts, around: Surroundings): Kind[] {
  return [
    [1, text`{\nconst other = ${target};\nother.${name} = ${value};\n${block}\n}`],
    [1, name.chain((local) => text`{\nlet ${local} = ${value};\n${target}.${name} = ${local};\n${block}\n}`)],
    [1, name.chain((local) => text`{\nconst { ${local} } = ${target};\n${target}.${name} = ${local};\n}`)],
    [
      1,
      name.chain(
        (local) => text`{\nconst { ${local} = ${plain} } = ${target};\nif (${local}) ${target}.${name} = ${local};\n}`,
      ),
    ],
    [
      1,
      text`{\nconst { ${name}, ...rest } = ${whole};\n${anyOf("other = rest;", "return rest;", "Object.assign(other, rest);")}\n}`,
    ],
    [1, text`{\nlet other: ${around.type} = ${whole};\n${block}\nreturn other;\n}`],
    [1, text`${around.whole} = ${whole};`],
  ];
}

/** Declarations that shadow a parameter's name: writes to it are mostly lost. */
function shadows({ name, value, plain, whole, condition }: Parts, around: Surroundings): Kind[] {
  const own = around.whole.replace("@", "");
  const hiding = (of: (hidden: string) => fc.Arbitrary<string>): fc.Arbitrary<string> =>
    anyOf(own, own, "user", "params").chain(of);
  return [
    [
      1,
      hiding(
        (it) =>
          // A token without `sub` would break the author's claim `token.sub as string`.
          text`{\nconst ${it}: any = { sub: "1", user: {} };\n${it}.${name} = ${plain};\nif (${condition}) return ${it};\n}`,
      ),
    ],
    [1, hiding((it) => text`{\nconst { ${it} }: any = { ${it}: { user: {} } };\n${it}.${name} = ${plain};\n}`)],
    [1, hiding((it) => text`{\nconst [${it}, ...rest]: any[] = [{}, 1];\n${it}.${name} = rest[0];\n}`)],
    [1, hiding((it) => text`for (const ${it} of [{}, {}] as any[]) {\n${it}.${name} = ${plain};\n}`)],
    [1, hiding((it) => text`for (let ${it}: any = 0; ${it} < 2; ${it}++) {\nif (flag()) continue;\n}`)],
    [1, hiding((it) => text`try {\nthrow { user: {} };\n} catch (${it}: any) {\n${it}.${name} = ${plain};\n}`)],
    [1, hiding((it) => text`((...${it}: any[]) => {\n${it}[0].${name} = ${plain};\n})({}, 1);`)],
    [1, hiding((it) => text`((${it}: any) => {\n${it}.${name} = ${plain};\n})(${whole});`)],
    [1, hiding((it) => text`((${it}: any = {}) => {\n${it}.${name} = ${plain};\n})();`)],
    [1, hiding((it) => text`(function ${it}() {\n(${it} as any).${name} = ${plain};\n})();`)],
    [1, hiding((it) => text`{\nfunction ${it}() {}\n(${it} as any).${name} = ${plain};\n}`)],
    [1, hiding((it) => text`{\nclass ${it} {\nstatic ${name}: any;\n}\n${it}.${name} = ${plain};\n}`)],
    [1, hiding((it) => text`new (class {\n${it}: any = {};\nrun() {\nthis.${it}.${name} = ${plain};\n}\n})().run();`)],
    [1, text`{\nconst held = ${whole};\n{\nconst ${own}: any = held;\n${own}.${name} = ${value};\n}\n}`],
    [1, text`{\nconst ${name} = ${plain};\n((${name}: any) => {\n${name}.${name} = 1;\n})({ ${name} });\n}`],
  ];
}

/** A literal with objects nested to a depth. */
function deepLiteral(depth: number): string {
  return `${"{ a: ".repeat(depth)}"deep"${" }".repeat(depth)}`;
}

/** Functions, classes and types that a body defines, with all features of the language. */
function definitions({ target, name, value, plain, whole, write, block }: Parts): Kind[] {
  return [
    [1, text`(<T>(one: T): T => one)(${target}).${name} = ${value};`],
    [
      1,
      text`{\nfunction pass(one: any): any;\nfunction pass(one: any, two: any): any;\nfunction pass(one: any, two?: any): any {\n${write};\nreturn one ?? two;\n}\npass(${whole});\n}`,
    ],
    [
      1,
      text`{\nfunction* steps() {\n${write};\nyield ${plain};\n${write};\n}\n${anyOf("for (const step of steps()) {\nif (flag()) break;\n}", "[...steps()];", "steps();", "steps().next();")}\n}`,
    ],
    [1, text`{\nconst mark = (..._: unknown[]): void => {\n${write};\n};\nclass Box {\n@mark\nrun() {}\n}\n}`],
    [
      1,
      text`{\nenum Kind {\nA = "red",\nB = "blue",\n}\n${target}.${name} = ${anyOf("Kind.A", "flag() ? Kind.A : Kind.B")};\n}`,
    ],
    [1, text`${target}.${name} = { a: { a: { a: { a: [{ a: ${value} }] } } } };`],
    [
      1,
      text`{\nclass Box<T> {\n#own: T;\nconstructor(own: T) {\nthis.#own = own;\n}\nget own(): T {\n${anyOf(`return this.#own;`)}\n}\n}\n(new Box(${target}).own as any).${name} = ${plain};\n}`,
    ],
    [1, text`{\nconst make = () => ({ run: () => {\n${block}\n} });\nmake().run();\n}`],
    [1, text`${target}.${name} = ${deepLiteral(40)};`],
    [
      1,
      text`{\nclass Box {\n#run() {\n${write};\n}\nget value() {\nthis.#run();\nreturn ${plain};\n}\n}\nvoid ${anyOf("new Box().value", "new Box()")};\n}`,
    ],
    [1, text`{\nclass Box {\naccessor held: any = ${target};\n}\nnew Box().held.${name} = ${plain};\n}`],
    [1, text`{\nconst mark = (..._: unknown[]): void => {\n${write};\n};\n@mark\nclass Box {}\nvoid Box;\n}`],
    [1, text`{\nusing held = { [(Symbol as any).dispose]() {\n${write};\n} } as any;\n${block}\nvoid held;\n}`],
    [1, text`void ({ get own() {\n${write};\nreturn ${plain};\n} }).own;`],
    [1, text`((..._: unknown[]) => {\n${write};\n})\`a\${1}\`;`],
    [
      1,
      text`{\nasync function* steps() {\n${write};\nyield ${plain};\n}\nfor await (const step of steps()) {\n${block}\n}\n}`,
    ],
    [1, text`new Map([["a", () => {\n${write};\n}]]).get(${anyOf('"a"', "pick()")})?.();`],
  ];
}

function calls({ block, write, whole, condition }: Parts, { helpers }: Surroundings): Kind[] {
  const helper = anyOf(...helpers);
  return [
    [2, text`${helper}(${whole});`],
    [1, text`{\nconst made = ${helper}(${whole});\nif (${condition}) return made;\n}`],
    [1, text`(() => {\n${write};\n})();`],
    [1, text`{\nconst change = () => {\n${write};\n};\nif (${condition}) change();\n}`],
    [1, text`["a"].forEach(() => {\n${write};\n});`],
    [1, text`{\nasync function change() {\n${block}\n}\nawait change();\n}`],
    [1, text`await Promise.all([load(), (async () => {\n${write};\n})()]);`],
    ...unseen(write),
  ];
}

/** Functions that other code or the language itself calls: at once, later, or perhaps. */
function unseen(write: fc.Arbitrary<string>): Kind[] {
  return [
    [1, text`await load().then(() => {\n${write};\n});`],
    [1, text`await load().catch(() => {\n${write};\n});`],
    [1, text`await Promise.resolve(1).then(async () => {\n${write};\n});`],
    [1, text`await Promise.all(list().map(async () => {\n${write};\n}));`],
    [1, text`await load().finally(() => {\n${write};\n});`],
    [1, text`await new Promise<void>((done) => {\n${write};\ndone();\n});`],
    [1, text`list().forEach(() => {\n${write};\n});`],
    [1, text`queueMicrotask(() => {\n${write};\n});`],
    [1, text`perhaps(() => {\n${write};\n});`],
    [1, text`await later(async () => {\n${write};\n});`],
    [1, text`{\nclass Box {\nset value(given: unknown) {\n${write};\n}\n}\nnew Box().value = 1;\n}`],
    [1, text`{\nclass Box {\nconstructor() {\n${write};\n}\n}\nnew Box();\n}`],
    [1, text`{\nclass Box {\nstatic {\n${write};\n}\n}\n}`],
    [1, text`String({\ntoString() {\n${write};\nreturn "";\n},\n});`],
  ];
}
