import type { Parts, Surroundings } from "./body.js";
import { anyOf, text, type Kind } from "./text.js";

/** The same surroundings with rare code, which need not make sense or run. */
export function wildly(around: Surroundings): Surroundings {
  const { whole } = around;
  return {
    ...around,
    targets: [
      ...around.targets,
      `(${whole} as any)`,
      `(${whole} as unknown as Own)`,
      `(<Own>${whole})`,
      `${whole}["user"]`,
      `nobody`,
      `this`,
    ],
    values: [
      ...around.values,
      "new Date()",
      "new Map([[1, new Thing()]])",
      "10n",
      "(() => 1)",
      "function* () { yield 1; }",
      "class { #own = 1; }",
      "/x/g",
      "Symbol.iterator",
      "{ get plan() { return pick(); }, set plan(value) {}, [`a-${pick()}`]: 1 } satisfies object",
      "nobody?.[0]?.(1)!.field",
      "({} as Own & { [key: string]: never })",
      "[...list(), ...[1, 2] as const]",
      "(1, textOf())",
      "tag`a${1}b`",
      "itself",
      "typeof itself",
      "chain(textOf())",
      "import.meta.url",
      '(await import("./outside")).row()',
    ],
    more: (parts) => [...(around.more?.(parts) ?? []), ...oddities(parts, around)],
  };
}

function oddities({ target, name, value, condition, whole, write, block }: Parts, around: Surroundings): Kind[] {
  return [
    [1, text`${target}[\`${name}\`] = ${value};`],
    [1, text`${target}[Symbol.for("${name}")] = ${value};`],
    [1, text`${target}?.[anyKey()]?.toString();`],
    [1, text`(${target} as { ${name}?: string }).${name} = ${value} as never;`],
    [1, text`(${whole} as any) = ${value};`],
    [1, text`// @ts-ignore\n${write};`],
    [1, text`// @ts-expect-error nobody knows\n${write};`],
    [1, text`// typed-session-disable-next-line no-undeclared-field, no-untyped-token -- fuzz\n${write};`],
    [1, text`class Holder { own = ${whole}; change() { ${write}; } }\nnew Holder().change();`],
    [
      1,
      text`function* items() { ${write}; yield ${value}; }\nfor (const { ${name}, ...rest } of items() as any) { ${block} }`,
    ],
    [1, text`for (${target}.${name} of list()) {}`],
    [1, text`for (const [key, item] of Object.entries(${whole})) { ${target}[key] = item; }`],
    [1, text`({ ${name}: ${target}.${name} = ${value}, ...${target}.rest } = ${whole} as any);`],
    [
      1,
      text`var { ${name}: own = ${value}, user: { email = "x" } = {} as any } = ${whole} as any;\n${target}.${name} = own;`,
    ],
    [1, text`Reflect.set(${target}, "${name}", ${value});`],
    [1, text`Object.defineProperty(${target}, "${name}", { value: ${value} });`],
    [1, text`handing(${whole}, (given) => { ${write}; return given; });`],
    [1, text`eval("${name}");`],
    [1, text`${target}.${name}++, --${target}.${name};`],
    [1, text`${target}.${name} **= 2; ${target}.${name} >>>= 1;`],
    [1, text`return ${value} as any;`],
    [1, text`return ${condition} ? ${whole} : null;`],
    [1, text`debugger; ; ${block}`],
    [1, text`{\nusing held = { [Symbol.dispose]() { ${write}; } } as any;\n${block}\n}`],
    [1, text`Space.mark(${whole} as any);\n${target}.${name} = Space.Inner.deep;`],
    [1, text`overloaded(${whole} as any, ${anyOf('"a"', "1")}).${name} = ${value};`],
    [1, text`for await (const ${anyOf("session", "token", "user")} of [Promise.resolve({} as any)]) { ${write}; }`],
    [
      1,
      text`const { [keyOf()]: ${anyOf("session2", "token2")}, ...others } = ${whole} as any;\nObject.assign(${target}, others);`,
    ],
    [1, text`label: switch (${value} as any) { default: ${block}\nbreak label; }`],
    [1, text`enum Local { A = "a" }\n${target}.${name} = Local.A;`],
    [1, text`const itself2 = () => itself2();\n${target}.${name} = itself2();`],
    [1, text`using_: for (;;) { ${block}\nif (${condition}) break using_; }`],
    [1, text`${around.helpers[0] ?? ""}.call(null, ${whole});\n${around.helpers[1] ?? ""}?.(${whole} as never);`],
    [1, text`${anyOf("await chain(", "chain(")}${whole} as any);`],
  ];
}

/** A chain of helpers that each pass their argument on. */
function chainOf(length: number): string {
  const links = Array.from(
    { length },
    (_, index) =>
      `function chain${String(index)}(given: any) {\n  given.c${String(index % 3)} = ${String(index)};\n  return chain${String(index + 1)}(given);\n}`,
  );
  return [...links, `function chain${String(length)}(given: any) {\n  return given;\n}`].join("\n");
}

/** The file that the wild bodies import from. */
export const wildText = `import type { Row } from "./outside";
export interface Own {
  plan?: string;
  user: { id?: string; role: "red" | "blue" };
  [key: string]: unknown;
}
export class Thing {
  constructor(readonly name = "x") {}
}
export declare const nobody: any;
export declare function tag(parts: TemplateStringsArray, ...values: unknown[]): string;
export declare function handing<T>(given: T, change: (given: T) => T): T;
export const itself = [() => itself] as any[];
export const rows: Row[] = [];
${chainOf(60)}
export const chain = chain0;
export namespace Space {
  export namespace Inner {
    export const deep = { a: [1] as const };
  }
  export function mark(given: any): void {
    given.marked = Inner.deep;
  }
}
export function overloaded(given: any, kind: "a"): any;
export function overloaded(given: any, kind: number): { plan: string };
export function overloaded(given: any, kind: unknown): any {
  given.kind = kind;
  return given;
}
`;

/** The import of that file. */
export const wildImport =
  'import { chain, handing, itself, nobody, overloaded, Space, tag, Thing, type Own } from "./wild";';
