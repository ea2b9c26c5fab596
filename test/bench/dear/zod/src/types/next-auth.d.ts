import type { DefaultSession } from "next-auth";
import type { z } from "zod";
import type { Baker, shift } from "@/schemas/baker";

interface Duty {
  kind: "night" | "counter" | "driver";
  place: string;
}

declare module "next-auth" {
  interface Session {
    user: {
      bakerId: Baker["id"];
      bakerName: string;
      grade: Baker["grade"];
      town: string;
      rights: Baker["rights"];
      shift: z.infer<typeof shift> | null;
      seen: string[];
      duties: Duty[];
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    bakerId: Baker["id"];
    bakerName: string;
    grade: Baker["grade"];
    town: string;
    rights: Baker["rights"];
    shift: z.infer<typeof shift> | null;
    seen: string[];
    duties: Duty[];
  }
}
