import fc from "fast-check";
import type { NextAuthVersion } from "../../../packages/core/test/support/packages.js";
import { compilerOptions } from "../../support/linked-app.js";
import { authFiles, filesOf } from "./auth-file.js";
import { declarations } from "./declarations.js";
import { formats } from "./formats.js";
import { wildImport, wildly, wildText } from "./wild.js";

/** With the library for `using`, which a real project has from @types/node. */
const lib = [...compilerOptions.lib, "esnext.disposable"];

/** A whole generated project: its files by name, and its version of next-auth. */
export interface ProjectFiles {
  readonly nextAuth: NextAuthVersion;
  readonly files: Readonly<Record<string, string>>;
}

const optionChanges = fc.constantFrom<object>(
  {},
  {},
  {},
  {},
  { strict: false },
  { skipLibCheck: false },
  { exactOptionalPropertyTypes: true },
);

/** Projects with callbacks and declarations that need not agree or make sense. */
export const projectFiles = projectsOn(
  fc.constantFrom<NextAuthVersion>("4.24.15", "4.24.15", "4.24.15", "5.0.0-beta.32"),
  optionChanges,
);

/** The same on next-auth 4, with the options of the tests of all surfaces. */
export const usualProjectFiles = projectsOn(fc.constant("4.24.15"), fc.constant({}));

function projectsOn(
  nextAuthVersions: fc.Arbitrary<NextAuthVersion>,
  optionChanges: fc.Arbitrary<object>,
): fc.Arbitrary<ProjectFiles> {
  return fc
    .record({
      nextAuth: nextAuthVersions,
      auth: fc.oneof(authFiles(), authFiles(wildly)),
      declared: declarations,
      options: optionChanges,
      format: formats,
    })
    .map(({ nextAuth, auth, declared, options, format }) => {
      const files = {
        ...filesOf(auth, { head: wildImport, inline: declared.inline }),
        "wild.ts": wildText,
        ...declared.files,
      };
      const own = nextAuth === "5.0.0-beta.32" ? mapped(files, asAuthJs) : files;
      return {
        nextAuth,
        files: {
          ...mapped(own, format),
          "tsconfig.json": JSON.stringify({
            compilerOptions: { ...compilerOptions, lib, ...options },
            include: ["**/*"],
          }),
        },
      };
    });
}

/** The same text for Auth.js 5. */
function asAuthJs(text: string): string {
  return text
    .replace(
      "import type { CallbacksOptions, NextAuthOptions, Session }",
      "import NextAuth, { type NextAuthConfig, type Session }",
    )
    .replace("import type { CallbacksOptions, Session }", "import type { NextAuthConfig, Session }")
    .replace("authOptions: NextAuthOptions", "authOptions: NextAuthConfig")
    .replaceAll(/CallbacksOptions\["(\w+)"\]/g, 'NonNullable<NonNullable<NextAuthConfig["callbacks"]>["$1"]>')
    .replace(/import \{ getServerSession, type Session \}/, "import type { Session }")
    .replace("getServerSession(authOptions)", "auth()")
    .replace("import { authOptions } from", "import { auth } from")
    .replace(/(authOptions: NextAuthConfig = [^]*)$/, "$1\nexport const { auth } = NextAuth(authOptions);\n");
}

function mapped(files: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, change(text)]));
}
