import { existsSync } from "node:fs";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { auth, linkedApp, tsconfigWith, type LinkedApp } from "./support/linked-app.js";
import { installVsCode, startVsCode, type VsCode } from "./support/vscode.js";

const augmentation = `import "next-auth";

declare module "next-auth" {
  interface Session {
    note?: string;
  }
}
`;
const signIn = `import type { NextAuthOptions } from "next-auth";
import GitHub from "next-auth/providers/github";

export const authOptions: NextAuthOptions = {
  providers: [GitHub({ clientId: "", clientSecret: "" })],
  callbacks: {
    jwt({ token, profile }) {
      if (profile) token.login = profile.login;
      return token;
    },
    session({ session, token }) {
      session.user.login = token.login;
      return session;
    },
  },
};
`;
const created = `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      login?: string;
    } & DefaultSession["user"];
  }

  interface Profile {
    login?: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    login?: string;
  }
}
`;

/** Nothing in the project names the plugin: all that is seen comes with the extension. */
describe.runIf(process.platform === "linux" && process.arch === "x64")("VS Code with the extension", () => {
  let app: LinkedApp;
  let code: VsCode;
  beforeAll(installVsCode);
  const start = async (
    files: Readonly<Record<string, string>>,
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<void> => {
    app = linkedApp({ "tsconfig.json": tsconfigWith(), ...files });
    onTestFinished(app.remove);
    code = await startVsCode(app.root, settings);
    onTestFinished(async ({ task }) => {
      if (task.result?.state === "fail") await code.screenshot(`failed: ${task.name}`);
      await code.close();
    });
    await code.open("auth.ts");
  };

  it("underlines a field that is not declared, and the quick fix declares it", async () => {
    await start({ "auth.ts": auth, "next-auth.d.ts": augmentation });
    await code.status("Session types: 1");
    await expect.poll(() => code.squiggles(), { timeout: 30_000 }).toBeGreaterThan(0);
    await code.goTo(7, 15);
    expect(await code.quickFixes()).toEqual(
      expect.arrayContaining(["Declare `session.plan`", "Disable no-undeclared-field for this line"]),
    );
    await code.screenshot("quick-fix");
    await code.pick("Declare `session.plan`");
    await code.status("Session types: 0");
    await expect.poll(() => code.squiggles(), { timeout: 30_000 }).toBe(0);
    await code.screenshot("after-the-quick-fix");
    await code.run("File: Save All");
    await expect
      .poll(() => app.read("next-auth.d.ts"))
      .toBe(augmentation.replace("note?: string;", "note?: string;\n    plan: string;"));
    expect(app.read("auth.ts")).toBe(auth);
  });

  it("creates the declaration of a project that has none", async () => {
    await start({ "auth.ts": signIn });
    await code.status("Session types: 3");
    await code.goTo(12, 20);
    await code.quickFixes();
    await code.screenshot("create-by-quick-fix");
    await code.pick("Declare `session.user.login`");
    await expect.poll(() => existsSync(app.path("next-auth.d.ts")), { timeout: 30_000 }).toBe(true);
    expect(app.read("next-auth.d.ts")).toBe(created);
    await code.status("Session types: 0");
    await expect.poll(() => code.squiggles(), { timeout: 30_000 }).toBe(0);
    await code.screenshot("created");
  });

  it("shows the session's shape, and mends it by a command", async () => {
    await start({ "auth.ts": signIn });
    await code.status("Session types: 3");
    await code.run("typed-session: Show the Session's Shape");
    const preview = code.page.frameLocator("iframe.webview").frameLocator("iframe");
    await preview.locator("table").first().waitFor();
    expect(await preview.locator("table").first().locator("tr").allInnerTexts()).toEqual([
      "Session\tassigned\tdeclared\tstatus\twritten at",
      "user.login\tstring | undefined\tnot declared\tundeclared\tauth.ts:12",
    ]);
    await preview.getByText("JWT.login: string").first().waitFor();
    await code.screenshot("shape");

    await code.page.locator(".tab", { hasText: "auth.ts" }).click();
    await code.run("typed-session: Fix the Session's Types");
    await code.page.getByText("Fixed: 3 findings.").first().waitFor();
    expect(app.read("next-auth.d.ts")).toBe(created);
    await code.status("Session types: 0");
    // The page follows.
    await preview.getByText("not declared").first().waitFor({ state: "detached" });

    await code.open("tsconfig.json");
    await code.run("typed-session: Fix the Session's Types");
    await code.page.getByText("typed-session sees no auth config from here.").first().waitFor();
  });

  it("says that nothing is found where TypeScript 7 is on", async () => {
    await start({ "auth.ts": auth }, { "js/ts.experimental.useTsgo": true });
    await code.status("Session types: off");
    await code.page.getByText("TypeScript 7 is on, and it runs no plugins").first().waitFor();
    await code.screenshot("typescript-7");
  });
});
