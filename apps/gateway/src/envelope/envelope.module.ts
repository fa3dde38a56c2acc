import { Module } from '@nestjs/common';
import { AnswerForms } from './answer-forms.js';

@Module({ providers: [AnswerForms] })
export class EnvelopeModule {}
