import { currentUser } from "@/lib/current";
import { prisma } from "@/lib/prisma";

export default async function LettersPage() {
  const { sailorId, title } = await currentUser();
  const letters = await prisma.letter.findMany({
    where: { OR: [{ senderId: sailorId }, { receiverId: sailorId }] },
    select: { id: true, text: true, sender: { select: { title: true } }, receiver: { select: { title: true } } },
    orderBy: { sentAt: "desc" },
  });
  return (
    <ol>
      {letters.map(({ id, text, sender, receiver }) => (
        <li key={id}>
          {sender.title === title ? `To ${receiver.title}` : `From ${sender.title}`}: {text}
        </li>
      ))}
    </ol>
  );
}
