;; Sums of gradients, and the update of some weights with momentum: v ← μ·v − λε·w − ε·g; w ← w + v. Four at a time, the
;; last ones one by one. `update-memory.ts` says more.
(module
  (memory (export "memory") i64 0)
  ;; Pages of memory that there were before, or −1 where there are no more.
  (func (export "grow") (param $pages i64) (result i64)
    (memory.grow (local.get $pages)))
  (func (export "add") (param $sum i64) (param $addend i64) (param $end i64)
    (block $few
      (loop $four
        (br_if $few (i64.gt_u (i64.add (local.get $sum) (i64.const 16)) (local.get $end)))
        (v128.store (local.get $sum) (f32x4.add (v128.load (local.get $sum)) (v128.load (local.get $addend))))
        (local.set $sum (i64.add (local.get $sum) (i64.const 16)))
        (local.set $addend (i64.add (local.get $addend) (i64.const 16)))
        (br $four)))
    (block $done
      (loop $one-more
        (br_if $done (i64.ge_u (local.get $sum) (local.get $end)))
        (f32.store (local.get $sum) (f32.add (f32.load (local.get $sum)) (f32.load (local.get $addend))))
        (local.set $sum (i64.add (local.get $sum) (i64.const 4)))
        (local.set $addend (i64.add (local.get $addend) (i64.const 4)))
        (br $one-more))))
  (func (export "update")
    (param $weight i64) (param $velocity i64) (param $gradient i64) (param $end i64)
    (param $momentum f32) (param $decay f32) (param $rate f32)
    (local $w v128) (local $v v128) (local $one f32)
    (local $momentums v128) (local $decays v128) (local $rates v128)
    (local.set $momentums (f32x4.splat (local.get $momentum)))
    (local.set $decays (f32x4.splat (local.get $decay)))
    (local.set $rates (f32x4.splat (local.get $rate)))
    (block $few
      (loop $four
        (br_if $few (i64.gt_u (i64.add (local.get $weight) (i64.const 16)) (local.get $end)))
        (local.set $w (v128.load (local.get $weight)))
        (local.set $v
          (f32x4.sub
            (f32x4.sub
              (f32x4.mul (local.get $momentums) (v128.load (local.get $velocity)))
              (f32x4.mul (local.get $decays) (local.get $w)))
            (f32x4.mul (local.get $rates) (v128.load (local.get $gradient)))))
        (v128.store (local.get $velocity) (local.get $v))
        (v128.store (local.get $weight) (f32x4.add (local.get $w) (local.get $v)))
        (local.set $weight (i64.add (local.get $weight) (i64.const 16)))
        (local.set $velocity (i64.add (local.get $velocity) (i64.const 16)))
        (local.set $gradient (i64.add (local.get $gradient) (i64.const 16)))
        (br $four)))
    (block $done
      (loop $one-more
        (br_if $done (i64.ge_u (local.get $weight) (local.get $end)))
        (local.set $one
          (f32.sub
            (f32.sub
              (f32.mul (local.get $momentum) (f32.load (local.get $velocity)))
              (f32.mul (local.get $decay) (f32.load (local.get $weight))))
            (f32.mul (local.get $rate) (f32.load (local.get $gradient)))))
        (f32.store (local.get $velocity) (local.get $one))
        (f32.store (local.get $weight) (f32.add (f32.load (local.get $weight)) (local.get $one)))
        (local.set $weight (i64.add (local.get $weight) (i64.const 4)))
        (local.set $velocity (i64.add (local.get $velocity) (i64.const 4)))
        (local.set $gradient (i64.add (local.get $gradient) (i64.const 4)))
        (br $one-more)))))
