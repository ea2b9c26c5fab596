import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/compiler/program-view.js";
import { libraryTypes, modulesNotLoaded, withLibraryModules } from "../../src/declared/library-types.js";
import { discoverConfigs } from "../../src/discover/configs.js";
import { nextAuth4 } from "../../src/discover/libraries/next-auth-4.js";
import { nextAuth5 } from "../../src/discover/libraries/next-auth-5.js";
import type { Library } from "../../src/discover/library.js";
import type { InterfaceName, Workspace } from "../../src/index.js";
import { augmentation } from "../support/augmentation.js";
import { authFile } from "../support/auth-file.js";
import { project } from "../support/project.js";
import type { AuthConfig } from "../../src/discover/auth-config.js";
import { compilerOf } from "../../src/compiler/compiler.js";

type Files = Readonly<Record<string, string>>;

const four = "4.24.15";
const five = "5.0.0-beta.32";
const versions = [four, five] as const;
type Version = (typeof versions)[number];
const auth: Readonly<Record<Version, string>> = {
  [four]: authFile({}).replace(/^.*(?:helpers|used).*\n/gm, ""),
  [five]: `import NextAuth from "next-auth";

export const { handlers, auth } = NextAuth({ providers: [], callbacks: {} });
`,
};
const importOfJwt = 'import type {} from "next-auth/jwt";\n';

function workspaceWith(version: Version, files: Files = {}): Workspace {
  return project({ "auth.ts": auth[version], ...files }, { nextAuth: version }).workspace();
}

/** The config of a workspace in which nothing is augmented: it says where the interfaces are looked for. */
function configOn(version: Version): AuthConfig {
  const [config] = discoverConfigs(workspaceWith(version)).configs;
  if (!config) throw new Error("There is no config.");
  return config;
}

type Types = ReturnType<typeof libraryTypes>;

function typesIn(version: Version, files: Files, workspace = workspaceWith(version, files)): Types {
  const { library, node } = configOn(version);
  return libraryTypes(viewOf(workspace), library, node.getSourceFile().fileName);
}

/** The files that declare an interface, by their name in the project; `library` for those of a package. */
function declaringFiles(types: Types, name: InterfaceName): string[] {
  const declarations = types.get(name)?.symbol.declarations ?? [];
  return declarations.map((one) => {
    const { fileName } = one.getSourceFile();
    return fileName.includes("/node_modules/") ? "library" : (fileName.split("/").at(-1) ?? "");
  });
}

function membersOf(types: Types, name: InterfaceName): string[] {
  return (types.get(name)?.getProperties() ?? []).map((one) => one.name).sort();
}

describe.each(versions)("the interfaces of next-auth %s", (version) => {
  const jwt = { "jwt.ts": importOfJwt };

  test("all interfaces are there without any augmentation", () => {
    const types = typesIn(version, jwt);
    expect([...types.keys()]).toEqual(["Session", "JWT", "User", "Profile", "Account"]);
    expect(membersOf(types, "Session")).toEqual(["expires", "user"]);
    expect(declaringFiles(types, "Session")).toEqual(["library"]);
  });

  test("the interfaces have every member of augmentations in several files", () => {
    const types = typesIn(version, {
      ...jwt,
      "a.d.ts": augmentation({ session: ["plan: string"], token: ["id: string"] }),
      "b.d.ts": augmentation({ session: ["seats: number"] }),
      "c.ts": augmentation({ session: ["trial: boolean"], token: ["role: string"] }),
    });
    expect(declaringFiles(types, "Session").sort()).toEqual(["a.d.ts", "b.d.ts", "c.ts", "library"]);
    expect(membersOf(types, "Session")).toEqual(["expires", "plan", "seats", "trial", "user"]);
    expect(declaringFiles(types, "JWT").sort()).toEqual(["a.d.ts", "c.ts", "library"]);
    expect(membersOf(types, "JWT")).toEqual(expect.arrayContaining(["id", "role", "sub"]));
  });

  test("the interfaces are those that a reader of the session gets", () => {
    const workspace = workspaceWith(version, {
      "a.d.ts": augmentation({ session: ["plan: string"] }),
      "b.d.ts": augmentation({ session: ["seats: number"] }),
      "reader.ts": 'import type { Session } from "next-auth";\n\nexport let session: Session;\n',
    });
    const checker = workspace.program.getTypeChecker();
    const file = workspace.program.getSourceFile(`${workspace.root}/reader.ts`);
    const symbol = file && checker.getSymbolAtLocation(file);
    const [read] = symbol ? checker.getExportsOfModule(symbol) : [];
    expect(read && checker.getTypeOfSymbol(read)).toBe(typesIn(version, {}, workspace).get("Session"));
  });

  test("a script that replaces the module gives its own interfaces and no others", () => {
    const script = augmentation({ session: ["plan: string"] }).replace("export {};\n", "");
    const types = typesIn(version, { ...jwt, "script.d.ts": script });
    expect([...types.keys()]).toEqual(["Session", "JWT"]);
    expect(declaringFiles(types, "Session")).toEqual(["script.d.ts"]);
    expect(membersOf(types, "Session")).toEqual(["plan"]);
    expect(declaringFiles(types, "JWT")).toEqual(["library"]);
  });

  test("there are no interfaces if the program lacks the library's modules", () => {
    const workspace = project({ "auth.ts": "export {};\n" }, { nextAuth: version }).workspace();
    expect([...typesIn(version, {}, workspace).keys()]).toEqual([]);
  });

  test("there is no token if the callbacks are given another one", () => {
    const other = {
      "node_modules/other/jwt.d.ts": "export interface JWT {\n  sub?: string;\n}\n",
      "other.ts": 'import type {} from "other/jwt";\n',
    };
    const config = configOn(version);
    const elsewhere: Library = {
      ...config.library,
      specifiers: { ...config.library.specifiers, JWT: "other/jwt" },
    };
    const types = libraryTypes(
      viewOf(workspaceWith(version, { ...jwt, ...other })),
      elsewhere,
      config.node.getSourceFile().fileName,
    );
    expect([...types.keys()]).toEqual(["Session", "User", "Profile", "Account"]);
  });
});

test("the token of version 5 is known from the callbacks if nobody imports its module", () => {
  const types = typesIn(five, {});
  expect([...types.keys()].sort()).toEqual(["Account", "JWT", "Profile", "Session", "User"]);
  expect(membersOf(types, "JWT")).toEqual(["email", "exp", "iat", "jti", "name", "picture", "sub"]);
});

describe("the modules with the interfaces that a program lacks:", () => {
  test.each<[name: string, version: Version, files: Files, library: Library, expected: string[]]>([
    ["version 4 loads all from one", four, {}, nextAuth4, []],
    ["version 5 does not load the token's", five, {}, nextAuth5, ["next-auth/jwt"]],
    ["a file that imports the token's loads it", five, { "jwt.ts": importOfJwt }, nextAuth5, []],
    [
      "a file that only augments the token loads nothing",
      five,
      { "a.d.ts": augmentation({ token: ["id: string"] }) },
      nextAuth5,
      ["next-auth/jwt"],
    ],
    [
      "each is named once where nobody imports anything",
      five,
      { "auth.ts": "export {};\n" },
      nextAuth5,
      ["next-auth", "next-auth/jwt"],
    ],
    [
      "one that is not installed is not missing",
      four,
      { "auth.ts": "export {};\n" },
      { ...nextAuth4, specifiers: { ...nextAuth4.specifiers, JWT: "missing/jwt" } },
      ["next-auth"],
    ],
  ])("%s", (_, version, files, library, expected) => {
    const workspace = workspaceWith(version, files);
    expect(modulesNotLoaded(workspace, library, `${workspace.root}/auth.ts`)).toEqual(expected);
  });
});

describe("a workspace with the library's modules", () => {
  test.each<[name: string, version: Version, files: Files]>([
    ["under version 4", four, {}],
    ["where a file imports the token's", five, { "jwt.ts": importOfJwt }],
    ["where nobody imports the token's, nor augments it", five, {}],
    ["where only the session is augmented", five, { "a.d.ts": augmentation({ session: ["plan: string"] }) }],
  ])("the workspace is the given one %s", (_, version, files) => {
    const workspace = workspaceWith(version, files);
    expect(withLibraryModules(workspace, configOn(version))).toBe(workspace);
  });

  test("its program holds the modules and every file of the given one", () => {
    const workspace = workspaceWith(five, { "a.d.ts": augmentation({ token: ["id: string"] }) });
    const config = configOn(five);
    const whole = withLibraryModules(workspace, config);
    expect({ ...whole, program: undefined, host: undefined }).toEqual({
      ...workspace,
      program: undefined,
      host: undefined,
    });
    expect(modulesNotLoaded(whole, config.library, `${workspace.root}/auth.ts`)).toEqual([]);
    for (const file of compilerOf(workspace.ts).ownFiles(workspace.program))
      expect(whole.program.getSourceFile(file.fileName)).toBe(file);
    const types = libraryTypes(viewOf(whole), config.library, `${workspace.root}/auth.ts`);
    expect(membersOf(types, "JWT")).toEqual(expect.arrayContaining(["id", "sub"]));
    expect(declaringFiles(types, "JWT").sort()).toEqual(["a.d.ts", "library"]);
  });

  test("its cache is left for the next workspace", () => {
    const lastOverlay = {};
    const workspace = { ...workspaceWith(five, { "a.d.ts": augmentation({ token: ["id: string"] }) }), lastOverlay };
    const { program } = withLibraryModules(workspace, configOn(five));
    expect(lastOverlay).toEqual({ last: { base: workspace.program, program } });
  });
});
