import { test } from "vitest";
import { checkInference } from "../support/inference.js";

test("two configs that share a provider whose profile() has no types", () => {
  checkInference({
    name: "each with a callback of its own",
    auth: `import NextAuth, { type NextAuthOptions } from "next-auth";
import LinkedInProvider from "next-auth/providers/linkedin";

export const authOptions: NextAuthOptions = {
  providers: [
    LinkedInProvider({
      clientId: "",
      clientSecret: "",
      profile(profile, tokens) {
        void tokens;
        return { id: profile.sub, name: profile.name };
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => {
      if (user) ⟦T.provider⟧token.provider = "saml";
      return token;
    },
  },
};

export default NextAuth({
  ...authOptions,
  callbacks: {
    jwt: ({ token, user }) => {
      if (user) ⟦T.provider⟧token.provider = "other";
      return token;
    },
  },
});
`,
    fields: ["T.provider: string"],
  });
});
