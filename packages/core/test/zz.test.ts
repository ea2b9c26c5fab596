import { test } from "vitest";
import { project } from "./support/project.js";
test("zz", () => {
  const p = project({
    "auth.ts": `import type { NextAuthOptions } from "next-auth";
export const authOptions: NextAuthOptions = { providers: [], callbacks: {
  jwt({ token }) { token.plan = "free"; return token; },
  session({ session, token }) { session.plan = token.plan; if (token.sub) session.user.id = token.sub; return session; },
} };
`, "page.ts": `import { getServerSession } from "next-auth"; import { authOptions } from "./auth";
export async function f() { const s = await getServerSession(authOptions); return s?.plan; }` });
  const t = performance.now();
  console.log(p.analysis().diagnostics.map((d) => `${d.rule} ${d.file}:${d.line}:${d.column} ${d.message} ${d.fixable}`));
  console.log(p.analysis().fix.changes.map((c) => c.fileName + "\n" + c.after));
  console.log(performance.now() - t, p.fixed().errors());
});
