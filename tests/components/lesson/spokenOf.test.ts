import { expect, test } from 'vitest'
import { spokenOf } from '../../../components/lesson/server/spokenOf'

const FOCUS = ['client/impl/producer/DefaultMQProducerImpl#makeSureStateOK', 'client/latency/MQFaultStrategy', 'namesrv/routeinfo/RouteInfoManager#pickupTopicRouteData']

test('a step speaks of the class and the method it is at', () => {
  expect(spokenOf('No name in it.', 'client/Validators#checkMessage@if', FOCUS)).toEqual(['Validators', 'Validators#checkMessage'])
  expect(spokenOf('', 'broker/processor/SendMessageProcessor#processRequest~14', FOCUS))
    .toEqual(['SendMessageProcessor', 'SendMessageProcessor#processRequest'])
})

test('of the classes it names, alone or with a method', () => {
  expect(spokenOf('Under it a `ResponseFuture` stands; `DefaultMQProducer#send` waits.', 'a/B#c', FOCUS))
    .toEqual(['B', 'B#c', 'DefaultMQProducer', 'ResponseFuture'])
})

test('and of the methods it names, with their classes, if the lesson is about them', () => {
  expect(spokenOf('`makeSureStateOK` lets it pass, `checkIt` does not.', 'a/B#c', FOCUS))
    .toEqual(['B', 'B#c', 'DefaultMQProducerImpl', 'DefaultMQProducerImpl#makeSureStateOK'])
})

test('a name that is not set as code is a word', () => {
  expect(spokenOf('A Facade, and makeSureStateOK.', 'a/B#c', FOCUS)).toEqual(['B', 'B#c'])
})
