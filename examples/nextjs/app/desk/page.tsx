'use client';

import { Booking } from '@/client/booking';
import { OwnPage } from '@/client/own-page';

export default function Page() {
  return (
    <OwnPage heading="The coaches’ desk">
      {() => <Booking starter="desk" label="Invite to a room" />}
    </OwnPage>
  );
}
