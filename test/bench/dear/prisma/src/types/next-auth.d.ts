import type { Rating, Share } from "@prisma/client";
import type { DefaultSession } from "next-auth";

interface OwnSkill {
  name: string;
  level: number;
}

declare module "next-auth" {
  interface Session {
    user: DefaultSession["user"] & {
      sailorId: string;
      title: string;
      rating: Rating;
      share: Share;
      harbour: string | null;
      papers: string[];
      skills: OwnSkill[];
      isAshore: boolean;
      owes: number;
      voyages: string[];
    };
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sailorId: string;
    title: string;
    rating: Rating;
    share: Share;
    harbour: string | null;
    papers: string[];
    skills: OwnSkill[];
    isAshore: boolean;
    owes: number;
    voyages: string[];
  }
}
