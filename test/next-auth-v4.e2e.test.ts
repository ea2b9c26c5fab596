import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { linkedCopyOf, pnpmCopyOf, typeErrors, typedSession } from "./support/app.js";
import type { Answer } from "./support/run.js";

const layouts = [
  { manager: "npm", install: linkedCopyOf },
  { manager: "pnpm", install: pnpmCopyOf },
];

describe.each(layouts)(
  "a Next 15 app on next-auth 4 without any augmentation, installed by $manager",
  ({ install }) => {
    let app: string;
    const command = (...args: readonly string[]): Answer => typedSession(app, ...args);
    const errors = (): string[] => typeErrors(app, "tsc", []);

    beforeAll(() => {
      app = install("next-auth-v4");
    });

    it("the app has errors in the callbacks and in the reader of the session", () => {
      expect(errors()).toEqual([
        "app/profile/page.tsx(20,29): TS7053",
        "app/profile/page.tsx(20,49): TS2339",
        "lib/auth.ts(30,35): TS2339",
        "lib/auth.ts(35,22): TS2339",
        "lib/auth.ts(36,22): TS2339",
        "pages/api/me.ts(12,32): TS2339",
      ]);
    });

    it("a dry run shows the new file and writes nothing", () => {
      const { status, stdout } = command("fix", "--dry-run");
      expect(status).toBe(0);
      expect(stdout).toContain("+++ b/next-auth.d.ts");
      expect(existsSync(join(app, "next-auth.d.ts"))).toBe(false);
    });

    it("fix creates the augmentation and names the reader that must now decide", () => {
      const { status, stdout } = command("fix");
      expect(status).toBe(0);
      expect(readFileSync(join(app, "next-auth.d.ts"), "utf8")).toBe(`import type { DefaultSession } from "next-auth";
import type { Role } from "./lib/roles";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
      role?: Role;
    } & DefaultSession["user"];
  }

  interface User {
    role?: Role;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    role?: Role;
  }
}
`);
      // Who signs in with GitHub has no role: the page that looks one up has to say what then.
      expect(errors()).toEqual(["app/profile/page.tsx(20,36): TS2538"]);
      expect(stdout).toContain("app/profile/page.tsx:20:36");
    });

    it("a second fix changes nothing, and check is silent", () => {
      expect(command("fix").status).toBe(0);
      expect(command("check")).toEqual({ status: 0, stdout: "", stderr: "" });
    });
  },
);
