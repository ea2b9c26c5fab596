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

/** These run in the browser. */
const beyondTheEdge = (page: { readonly scrollWidth: number; readonly clientWidth: number }): number =>
  page.scrollWidth - page.clientWidth;
const widthOf = (picture: { readonly naturalWidth?: number }): number => picture.naturalWidth ?? 0;

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

  it("the editor underlines an undeclared field, and the quick fix declares it", async () => {
    await start({ "auth.ts": auth, "next-auth.d.ts": augmentation });
    await code.status("Session types: 1");
    await expect.poll(() => code.squiggles(), { timeout: 60_000 }).toBe(1);
    await code.screenshot("problem");
    await code.goTo(7, 15);
    const offered = await code.quickFixes();
    expect(offered.slice(0, 3)).toEqual([
      "Declare `session.plan` in next-auth.d.ts",
      "Disable no-undeclared-field for this line",
      "Show the page of no-undeclared-field",
    ]);
    await code.screenshot("quick-fix");
    await code.pick("Declare `session.plan` in next-auth.d.ts");
    await code.status("Session types: 0");
    await expect.poll(() => code.squiggles(), { timeout: 60_000 }).toBe(0);
    await code.screenshot("after-the-quick-fix");
    await code.run("File: Save All");
    await expect
      .poll(() => app.read("next-auth.d.ts"))
      .toBe(augmentation.replace("note?: string;", "note?: string;\n    plan: string;"));
    expect(app.read("auth.ts")).toBe(auth);
  });

  it("the editor lists one problem a cause, with the compiler's error and the parts beside it", async () => {
    await start({ "auth.ts": signIn });
    await code.status("Session types: 1");
    const listed = async (): Promise<string[]> =>
      (await code.problems()).map((text) => text.replace(/\s+/g, " ").trim());
    await expect.poll(listed, { timeout: 60_000 }).toContainEqual(expect.stringContaining("typed-session"));
    await code.screenshot("problems");
    expect((await listed()).filter((text) => text.includes("typed-session"))).toEqual([
      // The panel puts the parentheses around the code by style.
      expect.stringMatching(/^`session\.user\.login` is assigned here.* typed-session no-undeclared-field( |$)/),
    ]);
    expect(await listed()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/`token\.login` is assigned here/),
        expect.stringMatching(/`profile\.login` is read here/),
        expect.stringMatching(/TypeScript: Property 'login' does not exist on type .* \(2339\)/),
      ]),
    );
  });

  it("the extension creates the declaration of a project without one and opens it", async () => {
    await start({ "auth.ts": signIn });
    await code.status("Session types: 1");
    await code.goTo(12, 20);
    await code.quickFixes();
    await code.screenshot("create-by-quick-fix");
    await code.pick("Declare `session.user.login` in next-auth.d.ts");
    await expect.poll(() => existsSync(app.path("next-auth.d.ts")), { timeout: 60_000 }).toBe(true);
    expect(app.read("next-auth.d.ts")).toBe(created);
    await code.page.getByText("Created next-auth.d.ts.").first().waitFor();
    await code.page.locator('.tab.active[data-resource-name="next-auth.d.ts"]').waitFor();
    await code.screenshot("created");
    await code.open("auth.ts");
    await code.status("Session types: 0");
    await expect.poll(() => code.squiggles(), { timeout: 60_000 }).toBe(0);
  });

  it("the editor fixes everything from among the quick fixes", async () => {
    const two = signIn.replace("      return session;", '      session.plan = "free";\n      return session;');
    await start({ "auth.ts": two });
    await code.status("Session types: 2");
    await code.goTo(13, 12);
    // It is offered once it is worked out.
    const offered = async (): Promise<string[]> => {
      await code.page.keyboard.press("Escape");
      return code.quickFixes();
    };
    await expect.poll(offered, { timeout: 60_000 }).toContain("Fix all session types");
    await code.screenshot("fix-all");
    await code.pick("Fix all session types");
    await expect.poll(() => existsSync(app.path("next-auth.d.ts")), { timeout: 60_000 }).toBe(true);
    expect(app.read("next-auth.d.ts")).toContain("plan: string;");
    expect(app.read("next-auth.d.ts")).toContain("login?: string;");
    await code.status("Session types: 0");
  });

  it("the extension shows the session's shape, and a command fixes it", async () => {
    await start({ "auth.ts": signIn });
    await code.status("Session types: 1");
    await code.run("typed-session: Show the Session's Shape");
    const preview = code.page.frameLocator("iframe.webview").frameLocator("iframe");
    await preview.locator("h2").first().waitFor();
    expect(await preview.locator("h2").allInnerTexts()).toEqual(["Session", "JWT", "Profile"]);
    expect(await preview.locator("h2, p, li").allInnerTexts()).toEqual(
      expect.arrayContaining([
        "user.login is undeclared",
        "assigned string | undefined: auth.ts:12",
        "not declared",
        "profile.login → token.login (auth.ts:8) → session.user.login (auth.ts:12)",
      ]),
    );
    await code.screenshot("shape");
    // Nothing is cut off at half an editor's width.
    expect(await preview.locator("html").evaluate(beyondTheEdge)).toBe(0);
    await preview.getByText("auth.ts:8").first().click();
    await code.page.locator(".statusbar-item", { hasText: "Ln 8, Col 1" }).waitFor();

    await code.run("typed-session: Fix the Session's Types");
    await code.page.getByText("Fixed: 1 problem.").first().waitFor();
    expect(app.read("next-auth.d.ts")).toBe(created);
    await code.page.locator('.tab.active[data-resource-name="next-auth.d.ts"]').waitFor();
    await code.status("Session types: 0");
    // The page follows.
    await preview.getByText("not declared").first().waitFor({ state: "detached" });
    await code.screenshot("fixed");

    await code.open("tsconfig.json");
    await code.run("typed-session: Fix the Session's Types");
    await code.page.getByText("typed-session sees no auth config from here.").first().waitFor();
  });

  it("the walkthrough leads a newcomer to the first fix", async () => {
    await start({ "auth.ts": signIn });
    await code.run("Welcome: Open Walkthrough...");
    await code.page.locator(".quick-input-list .monaco-list-row", { hasText: "typed-session" }).first().click();
    await code.page.getByText("Open the file with your callbacks").first().waitFor();
    await code.page.setViewportSize({ width: 1600, height: 900 });
    const picture = code.page.locator(".getting-started-media img").first();
    await expect.poll(() => picture.evaluate(widthOf), { timeout: 60_000 }).toBeGreaterThan(0);
    await code.screenshot("walkthrough");
    expect(await code.page.locator(".getting-started-step .step-title").allInnerTexts()).toEqual([
      "Open the file with your callbacks",
      "Take the quick fix",
      "See what the session holds",
      "Fix everything, and keep it so",
    ]);
  });

  it("knows what may stand in the files of the settings", async () => {
    await start({
      "auth.ts": auth,
      "typed-session.config.json": '{ "declareIn": "auth.ts" }\n',
      "package.json": '{ "name": "app", "typed-session": { "rules": {} } }\n',
    });
    await code.open("typed-session.config.json");
    const wrong = async (): Promise<string[]> =>
      (await code.problems()).filter((text) => text.includes("Valid values"));
    await expect
      .poll(wrong, { timeout: 60_000 })
      .toEqual([expect.stringContaining('Value is not accepted. Valid values: "file", "callback".')]);
    await code.open("package.json");
    await code.goTo(1, 47);
    await code.page.keyboard.press("Control+Space");
    const suggested = code.page.locator(".suggest-widget .monaco-list-row");
    await suggested.first().waitFor();
    expect((await suggested.allInnerTexts()).slice(0, 2).map((text) => text.trim())).toEqual([
      "no-callback-cast",
      "no-ineffective-augmentation",
    ]);
  });

  it("the extension says that it finds nothing with TypeScript 7", async () => {
    await start({ "auth.ts": auth }, { "js/ts.experimental.useTsgo": true });
    await code.status("Session types: off");
    await code.page.getByText("TypeScript 7 is on, and it runs no plugins").first().waitFor();
    await code.screenshot("typescript-7");
  });
});
