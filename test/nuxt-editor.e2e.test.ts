import { existsSync, rmSync } from "node:fs";
import type ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases } from "./support/breadth.js";
import { plugin, type LinkedApp } from "./support/linked-app.js";
import { clientFor, type LspApp } from "./support/lsp.js";
import { preparedNuxtApp } from "./support/nuxt-app.js";
import { serverFor, type Found, type ServerApp, type ServerVersion } from "./support/tsserver.js";

type Location = ts.server.protocol.Location;

const vue = "@vue/typescript-plugin";
/** Vue's plugin translates between a page and what it makes of it, for what is inside of it: each plugin is laid around those before it. */
const orders = {
  inside: [plugin.name, vue],
  around: [vue, plugin.name],
};
const servers = cases<[ServerVersion, keyof typeof orders]>(
  [
    ["typescript-5.9", "inside"],
    ["typescript-5.9", "around"],
    ["typescript", "inside"],
  ],
  ([version, order]) => version !== "typescript-5.9" || order === "around",
);

const handler = "server/api/auth/[...].ts";

/** An editor's server for an app that others use after it. */
function serve(app: LinkedApp, version: ServerVersion, globalPlugins: readonly string[]): ServerApp {
  return serverFor({ ...app, remove: () => undefined }, version, [
    "--globalPlugins",
    globalPlugins.join(","),
    "--pluginProbeLocations",
    [import.meta.dirname, app.root].join(","),
  ]);
}

function found(
  code: number,
  line: number,
  [from, to]: readonly [number, number],
  text: string,
  category = "error",
): Found {
  const source = code > 990_000 ? "typed-session" : "";
  return { source, code, start: { line, offset: from }, end: { line, offset: to }, text, category };
}

const baseUser =
  "{ name?: string | null | undefined; email?: string | null | undefined; image?: string | null | undefined; }";
const notOnUser = (field: string, line: number, columns: readonly [number, number], user = baseUser): Found =>
  found(2339, line, columns, `Property '${field}' does not exist on type '${user}'.`);
const undeclared = (field: string, line: number, columns: readonly [number, number]): Found =>
  found(
    990_001,
    line,
    columns,
    `\`session.user.${field}\` is assigned here, but \`Session\` does not declare it: no reader of the session can use it.`,
  );
const untyped = (field: string, line: number, columns: readonly [number, number]): Found =>
  found(
    990_002,
    line,
    columns,
    `\`token.${field}\` is assigned here, but \`JWT\` does not declare it: every read of it is \`unknown\`.`,
    "warning",
  );

function rangeOf(app: LinkedApp, name: string, start: Location, end = start): ts.server.protocol.FileRangeRequestArgs {
  return {
    file: app.path(name),
    startLine: start.line,
    startOffset: start.offset,
    endLine: end.line,
    endOffset: end.offset,
  };
}

/** Our quick fixes for an error. */
async function fixesFor(app: ServerApp, name: string, error: Found): Promise<ts.server.protocol.CodeFixAction[]> {
  const fixes = await app.request<ts.server.protocol.CodeFixAction[]>("getCodeFixes", {
    ...rangeOf(app, name, error.start, error.end),
    errorCodes: [error.code],
  });
  return fixes.filter(({ fixName }) => fixName === "typed-session");
}

/** The places of a file, `line:column`, at which the server's answer is wanted. */
async function placesWhere(
  app: ServerApp,
  name: string,
  isWanted: (place: Location) => Promise<boolean>,
): Promise<string[]> {
  const places: string[] = [];
  for (const [index, text] of app.read(name).split("\n").entries()) {
    for (let offset = 1; offset <= text.length + 1; offset++) {
      if (await isWanted({ line: index + 1, offset })) places.push(`${String(index + 1)}:${String(offset)}`);
    }
  }
  return places;
}

const columns = (line: number, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${String(line)}:${String(from + index)}`);

const isOurRefactor = ({ name }: ts.server.protocol.ApplicableRefactorInfo): boolean => name === "typed-session";

function expectNoFailure(app: ServerApp): void {
  expect(app.log()).not.toContain("typed-session: ");
  expect(app.log()).not.toContain("Exception on executing command");
}

describe("Nuxt 3, in the editor", () => {
  const page = "pages/index.vue";
  const idInPage = notOnUser("id", 4, [49, 51]);
  const profile = [
    found(18_048, 17, [20, 27], "'profile' is possibly 'undefined'."),
    found(2339, 17, [28, 30], "Property 'id' does not exist on type 'Profile'."),
  ];
  const accessToken = found(2322, 22, [7, 26], "Type 'unknown' is not assignable to type 'string'.");
  const undeclaredId = undeclared("id", 23, [7, 22]);
  const before = [
    ...profile,
    accessToken,
    found(18_048, 23, [7, 19], "'session.user' is possibly 'undefined'."),
    untyped("accessToken", 16, [9, 26]),
    undeclaredId,
  ];
  const edit = (startLine: number, endLine: number, newText: string): ts.server.protocol.CodeEdit => ({
    start: { line: startLine, offset: 1 },
    end: { line: endLine, offset: 1 },
    newText,
  });
  const edits = [
    edit(7, 8, "    user: {\n      id?: number\n    } & DefaultSession['user']\n"),
    edit(9, 9, "\n  interface Profile {\n    id?: number\n  }\n"),
    edit(10, 10, "\ndeclare module 'next-auth/jwt' {\n  interface JWT {\n    id?: number\n  }\n}\n"),
  ];
  const declared = `import { DefaultSession } from 'next-auth'

declare module 'next-auth' {
  interface Session {
    // What GitHub gave us at sign-in; our pages call its API with it.
    accessToken: string
    user: {
      id?: number
    } & DefaultSession['user']
  }

  interface Profile {
    id?: number
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    id?: number
  }
}
`;
  let nuxt: LinkedApp;
  beforeAll(() => {
    nuxt = preparedNuxtApp("nuxt-guide");
  });
  afterAll(() => {
    nuxt.remove();
  });

  describe.each(servers)("by %s with the plugin %s Vue's", (version, order) => {
    let app: ServerApp;
    beforeAll(async () => {
      app = serve(nuxt, version, orders[order]);
      await app.open(handler);
      await app.open(page);
    });
    afterAll(() => app.close());

    it("the editor shows what the handler does, and fixes it", async () => {
      expect(await app.diagnostics(handler)).toEqual(before);
      const fixes = await fixesFor(app, handler, undeclaredId);
      expect(fixes).toMatchObject([
        {
          description: "Declare `session.user.id` in next-auth.d.ts",
          changes: [{ fileName: app.path("next-auth.d.ts"), textChanges: edits }],
        },
      ]);
    });

    it("the editor fixes the compiler's error in a page with known places", async () => {
      expect(await app.diagnostics(page)).toEqual([idInPage]);
      const fixes = await fixesFor(app, page, idInPage);
      expect(fixes.map(({ description, changes }) => ({ description, changes }))).toEqual(
        order === "inside"
          ? [
              {
                description: "Declare `session.user.id` in next-auth.d.ts",
                changes: [{ fileName: app.path("next-auth.d.ts"), textChanges: edits }],
              },
            ]
          : [],
      );
    });

    it("the editor reports nothing more about the field afterwards", async () => {
      await app.open("next-auth.d.ts", declared);
      expect(await app.diagnostics(handler)).toEqual([profile[0], accessToken, untyped("accessToken", 16, [9, 26])]);
      expect(await app.diagnostics(page)).toEqual([]);
      expectNoFailure(app);
    });
  });

  describe("by vtsls, with the plugin in the tsconfig", () => {
    let app: LspApp;
    beforeAll(async () => {
      nuxt.write(
        "tsconfig.json",
        JSON.stringify({ extends: "./.nuxt/tsconfig.json", compilerOptions: { plugins: [plugin] } }),
      );
      app = await clientFor({ ...nuxt, remove: () => undefined }, "vtsls", [
        {
          name: vue,
          location: import.meta.dirname,
          languages: ["vue"],
          configNamespace: "typescript",
          enableForWorkspaceTypeScriptVersions: true,
        },
      ]);
      await app.open(handler);
      await app.open(page);
    });
    afterAll(() => app.close());

    const range = (line: number, from: number, to: number): object => ({
      start: { line, character: from },
      end: { line, character: to },
    });

    it("the editor shows the finding in the handler", async () => {
      await expect
        .poll(() => app.diagnostics(handler), { timeout: 60_000 })
        .toContainEqual(
          expect.objectContaining({ source: "typed-session", code: "no-undeclared-field", range: range(22, 6, 21) }),
        );
    });

    it("the editor fixes the compiler's error in the page", async () => {
      const at = { start: { line: 3, character: 48 }, end: { line: 3, character: 50 } };
      await expect
        .poll(() => app.diagnostics(page), { timeout: 60_000 })
        .toEqual([expect.objectContaining({ code: 2339, range: at, message: idInPage.text })]);
      const actions = await app.actions(page, at, "quickfix");
      const fix = actions.find(({ title }) => title === "Declare `session.user.id` in next-auth.d.ts");
      expect(fix && (await app.perform(fix))).toEqual({
        changes: {
          [app.uri("next-auth.d.ts")]: edits.map(({ start, end, newText }) => ({
            range: {
              start: { line: start.line - 1, character: start.offset - 1 },
              end: { line: end.line - 1, character: end.offset - 1 },
            },
            newText,
          })),
        },
      });
    });
  });
});

const roleDeclared = `import type { DefaultSession } from 'next-auth'
import type { Role } from '../utils/roles'

declare module 'next-auth' {
  interface Session {
    user: {
      role: Role
    } & DefaultSession['user']
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    role: Role
  }
}
`;
const augmentation = "shared/types/next-auth.d.ts";
const shape =
  "The callbacks assign:\n```ts\n{\n  user: {\n    role: Role; // server/api/auth/[...].ts:33\n  };\n}\n```";

describe("Nuxt 4, in the editor", () => {
  const page = "app/pages/index.vue";
  const inPage = [notOnUser("role", 5, [34, 38]), notOnUser("role", 12, [48, 52])];
  const undeclaredRole = undeclared("role", 33, [9, 26]);
  let nuxt: LinkedApp;
  beforeAll(() => {
    nuxt = preparedNuxtApp("nuxt4");
  });
  afterAll(() => {
    nuxt.remove();
  });

  describe.each(servers)("by %s with the plugin %s Vue's", (version, order) => {
    const isInside = order === "inside";
    let app: ServerApp;
    beforeAll(async () => {
      app = serve(nuxt, version, orders[order]);
      await app.open(handler);
      await app.open(page);
    });
    afterAll(async () => {
      await app.close();
      rmSync(nuxt.path("shared/types"), { recursive: true, force: true });
    });

    it("the editor shows what the handler does", async () => {
      expect(await app.diagnostics(handler)).toEqual([undeclaredRole]);
    });

    it("the editor creates the declaration where all of Nuxt's programs see it", async () => {
      const place = rangeOf(app, handler, undeclaredRole.start);
      const offered = await app.request<ts.server.protocol.ApplicableRefactorInfo[]>("getApplicableRefactors", place);
      expect(offered.filter(isOurRefactor).flatMap(({ actions }) => actions.map((one) => one.description))).toEqual([
        "Declare what the callbacks assign, in next-auth.d.ts",
      ]);
      const which = { refactor: "typed-session", action: "declare-session" };
      const created = [{ fileName: app.path(augmentation), textChanges: [{ newText: roleDeclared }] }];
      expect(await app.request("getEditsForRefactor", { ...place, ...which })).toMatchObject({ edits: created });
      const inScript = { ...rangeOf(app, page, { line: 5, offset: 34 }), ...which };
      const edits = await app.request<ts.server.protocol.RefactorEditInfo | undefined>("getEditsForRefactor", inScript);
      expect(edits?.edits ?? []).toMatchObject(isInside ? created : []);
    });

    it("the editor offers it in the page at the reads of the field, in script and template", async () => {
      const isOffered = async (place: Location): Promise<boolean> => {
        const at = { file: app.path(page), ...place };
        return (await app.request<ts.server.protocol.ApplicableRefactorInfo[]>("getApplicableRefactors", at)).some(
          isOurRefactor,
        );
      };
      expect(await placesWhere(app, page, isOffered)).toEqual(
        isInside ? [...columns(5, 16, 38), ...columns(12, 36, 52)] : [],
      );
    });

    it("the editor shows in the page what the callbacks assign, on sessions only", async () => {
      const isShown = async (place: Location): Promise<boolean> => {
        const at = { file: app.path(page), ...place };
        // There is nothing to show at most places; the server fails the request then.
        const info = await app
          .request<ts.server.protocol.QuickInfoResponseBody>("quickinfo", at)
          .catch(() => undefined);
        return info?.documentation === shape;
      };
      expect(await placesWhere(app, page, isShown)).toEqual(
        isInside ? [...columns(5, 21, 26), ...columns(12, 12, 16), ...columns(12, 36, 40)] : [],
      );
    });

    it("the editor fixes the compiler's error in the page by a file that a quick fix creates", async () => {
      expect(await app.diagnostics(page)).toEqual(inPage);
      const [inScript, inTemplate] = [
        await fixesFor(app, page, notOnUser("role", 5, [34, 38])),
        await fixesFor(app, page, notOnUser("role", 12, [48, 52])),
      ];
      const offered = isInside ? [["Declare `session.user.role` in shared/types/next-auth.d.ts", []]] : [];
      expect(inScript.map(({ description, changes }) => [description, changes])).toEqual(offered);
      expect(inTemplate).toEqual(inScript);
      const [fix] = isInside ? inTemplate : await fixesFor(app, handler, undeclaredRole);
      await app.request("applyCodeActionCommand", { command: fix?.commands });
      expect(app.read(augmentation)).toBe(roleDeclared);
      await expect.poll(() => app.diagnostics(page), { timeout: 60_000 }).toEqual([]);
      await expect.poll(() => app.diagnostics(handler), { timeout: 60_000 }).toEqual([]);
      expectNoFailure(app);
    });

    it("the editor leads from a read of the field to its declaration", async () => {
      for (const { start } of inPage) {
        const at = { file: app.path(page), ...start };
        const { definitions } = await app.request<ts.server.protocol.DefinitionInfoAndBoundSpan>(
          "definitionAndBoundSpan",
          at,
        );
        expect(definitions).toMatchObject([
          { file: app.path(augmentation), start: { line: 7, offset: 7 }, end: { line: 7, offset: 11 } },
        ]);
      }
    });
  });
});

describe("Nuxt 4, with the plugin in nuxt.config", () => {
  const page = "app/pages/casts.vue";
  const text = `<script setup lang="ts">
import RoleBadge from '../components/RoleBadge.vue'

const session = useAuth().data.value!

const note = computed(() => (session.user as any).note)
// @ts-expect-error nobody declares it yet
const silenced = computed(() => session.user.role)
const role = computed(() => session.user.role)
// typed-session-disable-next-line no-untyped-token
</script>

<template>
  <main>
    <RoleBadge :role="session.user.role" />
    <p>{{ (session.user as any).note }} {{ note }} {{ silenced }} {{ role }}</p>
    <p>
      {{
        (session.user as any).note
      }}
    </p>
    <!-- @vue-expect-error nobody declares it yet -->
    <p :title="session.user.role" />
  </main>
</template>
`;
  const badge = `<script setup lang="ts">
defineProps<{ role: string }>()
</script>

<template>
  <b>{{ role }}</b>
</template>
`;
  const config = `const plugins = [
  { name: '${plugin.name}', rules: { 'no-reader-cast': 'warn' } }
]

export default defineNuxtConfig({
  compatibilityDate: '2025-07-15',
  telemetry: false,
  modules: ['@sidebase/nuxt-auth'],
  auth: { provider: { type: 'authjs' } },
  typescript: { tsConfig: { compilerOptions: { plugins } } },
  nitro: { typescript: { tsConfig: { compilerOptions: { plugins } } } }
})
`;
  const partly = `import type { DefaultSession } from 'next-auth'

declare module 'next-auth' {
  interface Session {
    user: {
      note?: string
    } & DefaultSession['user']
  }
}
`;
  const user = `{ note?: string | undefined; } & ${baseUser}`;
  const inPage = [notOnUser("role", 9, [42, 46], user), notOnUser("role", 15, [36, 40], user)];
  const insert = (line: number, newText: string): object => ({
    start: { line, offset: 1 },
    end: { line, offset: 1 },
    newText,
  });
  const all = [
    insert(2, "import type { Role } from '../utils/roles'\n"),
    insert(7, "      role: Role\n"),
    insert(10, "\ndeclare module 'next-auth/jwt' {\n  interface JWT {\n    role: Role\n  }\n}\n"),
  ];
  let nuxt: LinkedApp;
  beforeAll(() => {
    nuxt = preparedNuxtApp("nuxt4", {
      "nuxt.config.ts": config,
      [page]: text,
      "app/components/RoleBadge.vue": badge,
      [augmentation]: partly,
    });
  });
  afterAll(() => {
    nuxt.remove();
  });

  describe.each(Object.keys(orders) as (keyof typeof orders)[])("and %s Vue's", (order) => {
    let app: ServerApp;
    beforeAll(async () => {
      const config = ".nuxt/tsconfig.app.json";
      const { compilerOptions, ...others } = JSON.parse(nuxt.read(config)) as {
        compilerOptions: { plugins: object[] };
      };
      const plugins = [...(order === "around" ? [{ name: vue }] : []), ...compilerOptions.plugins];
      const generated = nuxt.read(config);
      nuxt.write(config, JSON.stringify({ ...others, compilerOptions: { ...compilerOptions, plugins } }));
      app = serve(nuxt, "typescript-5.9", [vue]);
      for (const name of [handler, page, augmentation]) await app.open(name);
      await app.diagnostics(page);
      nuxt.write(config, generated);
    });
    afterAll(() => app.close());

    it("the plugin reports in the handler, and nothing in a page", async () => {
      expect(await app.diagnostics(handler)).toEqual([undeclared("role", 33, [9, 26])]);
      expect(await app.diagnostics(page)).toEqual(inPage);
    });

    it("the plugin declares the field and leaves the page's text alone", async () => {
      const changes = [{ fileName: app.path(augmentation), textChanges: all }];
      for (const error of inPage) {
        const fixes = await fixesFor(app, page, error);
        expect(fixes.map((one) => one.changes)).toEqual(order === "inside" ? [changes] : []);
      }
      for (const name of [handler, page]) {
        const scope = { type: "file", args: { file: app.path(name) } };
        expect(await app.request("getCombinedCodeFix", { scope, fixId: "typed-session.fixAll" })).toEqual({ changes });
      }
    });

    it("the editor leads from the declared field to the handler", async () => {
      await app.change(
        augmentation,
        partly
          .replace("import", "import type { Role } from '../utils/roles'\nimport")
          .replace("note?: string", "role: Role"),
      );
      const { definitions } = await app.request<{ definitions: unknown[] }>("definitionAndBoundSpan", {
        file: app.path(augmentation),
        line: 7,
        offset: 7,
      });
      expect(definitions).toContainEqual(
        expect.objectContaining({ file: app.path(handler), start: { line: 33, offset: 9 } }),
      );
      expectNoFailure(app);
    });
  });

  it("the plugin has changed no page", () => {
    expect(nuxt.read(page)).toBe(text);
    expect(existsSync(nuxt.path("next-auth.d.ts"))).toBe(false);
  });
});
