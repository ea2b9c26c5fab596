import { describe, expect, test } from "vitest";
import { inspect, type Workspace } from "../src/index.js";
import { authFile, helpers } from "./support/auth-file.js";
import { augmentation } from "./support/augmentation.js";
import { project } from "./support/project.js";

const session = 'session({ session }) { session.plan = "free"; return session; }';
const shared = authFile({ session });

/** The files that `fix` creates for the program of the package `web`, by name, with their texts. */
function created(files: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const all = project({ ...files, "web/helpers.ts": helpers, "shared/helpers.ts": helpers }).workspace();
  const given: Workspace = { ...all, root: `${all.root}/web`, reportRoot: `${all.root}/web` };
  const home = `${all.root}/shared`;
  const inPackageOf = (fileName: string): Workspace | undefined =>
    fileName.startsWith(`${home}/`) ? { ...given, root: home, editRoot: home } : undefined;
  const { fix } = inspect({ ...given, inPackageOf }).proven();
  return Object.fromEntries(fix.changes.map(({ fileName, after }) => [fileName.slice(all.root.length + 1), after]));
}

describe("the declarations of a program with configs of other packages", () => {
  const declared = augmentation({ session: ["plan: string"] });

  test("they are written in the other package if it holds all configs", () => {
    const files = { "shared/auth.ts": shared, "web/page.ts": 'import "../shared/auth";\n' };
    expect(created(files)).toEqual({ "shared/next-auth.d.ts": declared });
  });

  test.each(["a.ts", "z.ts"])("they are written in the program's own package if its %s holds a config, too", (name) => {
    const files = { "shared/auth.ts": shared, [`web/${name}`]: `import "../shared/auth";\n${shared}` };
    expect(created(files)).toEqual({ "web/next-auth.d.ts": declared });
  });

  test("they are written in the program's own package if no other one holds a config", () => {
    const files = { "shared/sum.ts": "export const sum = 1;\n", "web/auth.ts": `import "../shared/sum";\n${shared}` };
    expect(created(files)).toEqual({ "web/next-auth.d.ts": declared });
  });
});
