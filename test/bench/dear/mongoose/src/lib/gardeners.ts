import { Bed, Gardener, Season } from "./models";

export async function gardenerByGateCode(code: string) {
  const found = await Gardener.findOne({ gateCode: code, gateCodeExpires: { $gt: new Date() } });
  if (!found) return null;
  await Bed.updateMany({ helpers: found._id }, { $set: { updatedAt: new Date() } });
  return found;
}

export async function gardenerByOauth(oauthId: string) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await Gardener.findOne({ oauthId });
    } catch (error) {
      if (attempt === 2) throw error;
    }
  }
  return null;
}

export async function enroll(oauthId: string, nickname: string) {
  const gardener = new Gardener({ oauthId, nickname, standing: "guest", email: `${oauthId}@allotment.example` });
  await gardener.save();
  await Season.updateOne(
    { year: new Date().getFullYear() },
    { $push: { waiting: { gardener: gardener._id, since: new Date() } } },
  );
  return gardener;
}

export async function bedNamesOf(oauthId: string) {
  const gardener = await Gardener.findOne({ oauthId }).populate<{ beds: { name: string }[] }>("beds").lean();
  return gardener?.beds.map((bed) => bed.name) ?? [];
}
