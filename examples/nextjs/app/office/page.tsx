'use client';

import { Booking } from '@/client/booking';
import { OwnPage } from '@/client/own-page';

export default function Page() {
  return (
    <OwnPage heading="The head office">
      {() => <Booking starter="office" label="Assign a room" />}
    </OwnPage>
  );
}
