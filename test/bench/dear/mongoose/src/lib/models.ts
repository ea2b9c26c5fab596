import mongoose, { Schema, type HydratedDocument, type InferSchemaType } from "mongoose";

const toolSchema = new Schema({
  label: { type: String, required: true },
  condition: { type: String, enum: ["new", "worn", "broken"], default: "new" },
  lentUntil: Date,
  notes: [{ text: { type: String, required: true }, writtenAt: { type: Date, default: Date.now } }],
});

const gardenerSchema = new Schema(
  {
    email: { type: String, required: true, unique: true },
    nickname: { type: String, required: true },
    // An import of the old member list fills it: nothing but text is known.
    standing: { type: String, required: true },
    fee: { type: String, enum: ["none", "half", "full"], default: "full", required: true },
    beds: [{ type: Schema.Types.ObjectId, ref: "Bed" }],
    tools: [toolSchema],
    preferences: {
      units: { type: String, enum: ["metric", "imperial"], default: "metric" },
      weeklyMail: { type: Boolean, default: true },
      crops: [String],
    },
    oauthId: String,
    gateCode: String,
    gateCodeExpires: Date,
    isBarred: { type: Boolean, default: false, required: true },
    readNotices: { type: [String], default: [], required: true },
  },
  { timestamps: true },
);

const bedSchema = new Schema(
  {
    name: { type: String, required: true },
    keeper: { type: Schema.Types.ObjectId, ref: "Gardener", required: true },
    helpers: [{ type: Schema.Types.ObjectId, ref: "Gardener" }],
    size: { width: { type: Number, required: true }, length: { type: Number, required: true } },
    sowings: [
      {
        crop: { type: String, required: true },
        sownAt: { type: Date, required: true },
        harvests: [{ kilograms: { type: Number, required: true }, takenAt: { type: Date, required: true } }],
      },
    ],
  },
  { timestamps: true },
);

const seasonSchema = new Schema({
  year: { type: Number, required: true, unique: true },
  waiting: [{ gardener: { type: Schema.Types.ObjectId, ref: "Gardener" }, since: { type: Date, required: true } }],
  fees: { type: Map, of: Number },
});

export type GardenerDocument = HydratedDocument<InferSchemaType<typeof gardenerSchema>>;

export const Gardener = mongoose.model("Gardener", gardenerSchema);
export const Bed = mongoose.model("Bed", bedSchema);
export const Season = mongoose.model("Season", seasonSchema);
