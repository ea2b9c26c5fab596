import type { DefaultSession } from "next-auth";

type Standing = "guest" | "member" | "steward";
type Fee = "none" | "half" | "full";

declare module "next-auth" {
  interface Session {
    user: DefaultSession["user"] & {
      gardenerId: string;
      nickname: string;
      standing: Standing;
      fee: Fee;
      beds: string[];
      isBarred: boolean;
      readNotices: string[];
    };
  }

  interface User {
    gardenerId: string;
    nickname: string;
    standing: Standing;
    fee: Fee;
    beds?: string[];
    isBarred?: boolean;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    gardenerId: string;
    nickname: string;
    standing: Standing;
    fee: Fee;
    beds: string[];
    isBarred: boolean;
    readNotices: string[];
  }
}
